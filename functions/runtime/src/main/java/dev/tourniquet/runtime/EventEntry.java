package dev.tourniquet.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.Engine;
import dev.tourniquet.engine.Orderer;
import dev.tourniquet.engine.Result;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Order;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Response;
import dev.tourniquet.runtime.caller.Callers;
import dev.tourniquet.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The entry of a responding function: findings come from EventBridge, commands by direct invocation. Answers with a JSON
 * object: {@code results} (with {@code releases} where a person has ordered something in Security Hub, and {@code kept} where the event became a
 * dead letter), {@code ignored}, {@code malformed},
 * or what {@link Commands} answer. What another
 * delivery may mend is thrown.
 */
public final class EventEntry {
    private final Engine engine;
    private final Commands commands;
    private final DeadLetters deadLetters;
    private final Redrive redrive;
    private final JsonJournal journal;
    private final InstantSource clock;

    EventEntry(
            Engine engine,
            Commands commands,
            DeadLetters deadLetters,
            Redrive redrive,
            JsonJournal journal,
            InstantSource clock) {
        this.engine = engine;
        this.commands = commands;
        this.deadLetters = deadLetters;
        this.redrive = redrive;
        this.journal = journal;
        this.clock = clock;
    }

    /** Wires a function around its response. */
    public static EventEntry of(Aws aws, FunctionConfig config, Response response) {
        JsonJournal journal = new JsonJournal(response.name(), aws.output(), aws.clock(), aws::calls, aws::throttles);
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        ControlItems controls = new ControlItems(dynamo, config.ledgerTable());
        Engine engine = Engine.of(
                response,
                config.controls(),
                new Engine.Ports(
                        new DynamoLedger(dynamo, config.ledgerTable()),
                        controls,
                        new BusPublisher(aws.client(EventBridgeClient.builder()), config.bus()),
                        journal,
                        aws.pause(),
                        aws.watch(),
                        controls));
        DeadLetters deadLetters = new DeadLetters(aws.client(SqsClient.builder()), config.deadLetters());
        Callers callers = new Callers(aws.http(), aws.sts(), aws.clock());
        Redrive redrive = new Redrive(new DeadLetterItems(dynamo, config.ledgerTable()), callers);
        return new EventEntry(engine, new Commands(engine, callers), deadLetters, redrive, journal, aws.clock());
    }

    /** Handles one event. */
    public void handle(InputStream input, OutputStream output, Context context) throws IOException {
        String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(Json.write(answer(text, context)).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode answer(String text, Context context) {
        Instant arrived = clock.instant();
        Worker worker = new Worker(
                context.getAwsRequestId(), arrived, arrived.plusMillis(context.getRemainingTimeInMillis()), clock);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        Delivery delivery = Delivery.of(text, context.getInvokedFunctionArn());
        if (delivery.fault() != null) {
            return malformed(answer, delivery, delivery.fault(), context);
        }
        JsonNode event = delivery.event();
        if (Commands.isCommand(event)) {
            return event.path("command").textValue().equals(Redrive.NAME)
                    ? redriven(event, worker, context)
                    : commands.answer(event, context.getInvokedFunctionArn(), worker);
        }
        return switch (FindingReader.read(event)) {
            case Finding finding -> {
                List<Result> results = engine.responder().respond(finding, worker);
                keepWhereAPersonHasToMend(results, delivery, context, answer);
                yield answer.set("results", Json.tree(results));
            }
            case Order order -> {
                Orderer.Carried carried = engine.orderer().carryOut(order, worker);
                keepWhereAPersonHasToMend(carried.results(), delivery, context, answer);
                answer.set("results", Json.tree(carried.results()));
                yield answer.set("releases", Json.tree(carried.released()));
            }
            case Reading.Ignored(String reason) -> {
                journal.unread("SKIPPED", reason);
                yield answer.put("ignored", reason);
            }
            case Reading.Malformed(String reason) -> malformed(answer, delivery, reason, context);
        };
    }

    private ObjectNode redriven(JsonNode command, Worker worker, Context context) {
        try {
            return redrive.carryOut(
                    command, context.getInvokedFunctionArn(), worker, letter -> answer(letter, context));
        } catch (CommandRefused refused) {
            return Commands.refused(refused);
        }
    }

    private ObjectNode malformed(ObjectNode answer, Delivery delivery, String fault, Context context) {
        String reason = PlainText.of(fault);
        journal.unread("MALFORMED", reason);
        deadLetters.keep(delivery.text(), "Malformed", reason, context, clock.instant());
        return answer.put("malformed", reason);
    }

    private void keepWhereAPersonHasToMend(
            List<Result> results, Delivery delivery, Context context, ObjectNode answer) {
        results.stream().filter(Result::keepsEvent).findFirst().ifPresent(result -> {
            String reason = String.join("; ", result.report().reasons());
            deadLetters.keep(delivery.text(), "UnreadableCase", reason, context, clock.instant());
            answer.put(Redrive.KEPT, true);
        });
    }
}
