package dev.tourniquet.proof.privilege;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tourniquet.deadletters.DeadLettersHandler;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.run.FunctionContext;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.World;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The functions of a template in a world, with IAM enforced: the emulator gives each the actions of its role, and no others. They run by a
 * clock that only waiting moves.
 */
final class Functions {
    private final Template template;
    private final World world;
    private final Calls calls = new Calls();
    private final List<ExecutionInterceptor> planted = new ArrayList<>();
    private Instant now = Instant.now();

    Functions(Template template, World world) {
        this.template = template;
        this.world = world;
    }

    /** A bug of all functions. */
    void plant(ExecutionInterceptor bug) {
        planted.add(bug);
    }

    /** What was called since {@link #forget}. */
    List<MadeCall> calls() {
        return calls.made();
    }

    void forget() {
        calls.forget();
    }

    /** From now on it is now. */
    synchronized void begin() {
        now = Instant.now();
        calls.forget();
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    private synchronized Instant now() {
        return now;
    }

    /** One invocation; the role is made anew, as {@code given} wants it. */
    Said invoke(String module, Given given, String payload) {
        Function function = template.function(Account.PREFIX + module).orElseThrow();
        Aws aws = Aws.of(world.environment(function, given, "enforce"), medium(given));
        return world.enforcingIam(() -> invoke(function, aws, payload));
    }

    private Medium medium(Given given) {
        List<ExecutionInterceptor> between = new ArrayList<>(Sandbox.of(world, given));
        between.addAll(planted);
        between.add(calls);
        return Medium.REAL
                .waiting(this::pass)
                .seenBy(between)
                .by(this::now)
                .over(http -> new Elsewhere(http, given.denied()));
    }

    private Said invoke(Function function, Aws aws, String payload) {
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            String answer = answer(function, aws, payload);
            return new Said(Json.MAPPER.readTree(answer), "", log.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(function.name() + " answered no JSON", e);
        } catch (Exception thrown) {
            return new Said(Json.MAPPER.missingNode(), String.valueOf(thrown), log.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
        }
    }

    private String answer(Function function, Aws aws, String payload) throws Exception {
        Object handler =
                Class.forName(function.handler()).getConstructor(Aws.class).newInstance(aws);
        FunctionContext context = new FunctionContext(function, "arn:aws:lambda:-", now().toString(), this::now);
        if (handler instanceof RequestStreamHandler streaming) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            streaming.handleRequest(
                    new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), output, context);
            return output.toString(StandardCharsets.UTF_8);
        }
        if (handler instanceof DeadLettersHandler sorting) {
            return Json.write(sorting.handleRequest(fromQueue(payload, context.getAwsRequestId()), context));
        }
        @SuppressWarnings("unchecked")
        RequestHandler<ScheduledEvent, String> scheduled = (RequestHandler<ScheduledEvent, String>) handler;
        return scheduled.handleRequest(new ScheduledEvent(), context);
    }

    private static SQSEvent fromQueue(String body, String messageId) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(messageId);
        message.setBody(body);
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }
}
