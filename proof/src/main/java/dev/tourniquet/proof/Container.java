package dev.tourniquet.proof;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.deadletters.DeadLettersHandler;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context.ModifyHttpRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A started function, as Lambda keeps it between invocations; each invocation goes over a network of its own. */
final class Container {
    private final Object handler;
    private volatile FaultyNetwork network = new FaultyNetwork();

    /** @param between what stands between the function and its network */
    Container(String handler, Map<String, String> environment, Medium medium, List<ExecutionInterceptor> between)
            throws ReflectiveOperationException {
        List<ExecutionInterceptor> all = new ArrayList<>(between);
        all.add(new Line());
        Aws aws = Aws.of(
                environment,
                medium.seenBy(all).over(http -> new Switched(medium.http().apply(http))));
        this.handler = Class.forName(handler).getConstructor(Aws.class).newInstance(aws);
    }

    /** What the function answers; handles one event at a time. */
    @SuppressWarnings("unchecked")
    JsonNode handle(String payload, Context context, FaultyNetwork over) throws IOException {
        network = over;
        if (handler instanceof RequestStreamHandler ofEvents) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            ofEvents.handleRequest(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), output, context);
            return Json.MAPPER.readTree(output.toByteArray());
        }
        if (handler instanceof DeadLettersHandler ofTheQueue) {
            return Json.tree(ofTheQueue.handleRequest(message(payload, context.getAwsRequestId()), context));
        }
        return Json.MAPPER.readTree(
                ((RequestHandler<ScheduledEvent, String>) handler).handleRequest(new ScheduledEvent(), context));
    }

    private static SQSEvent message(String body, String id) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }

    private final class Line implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(ModifyHttpRequest context, ExecutionAttributes attributes) {
            return network.modifyHttpRequest(context, attributes);
        }
    }

    private final class Switched implements SdkHttpClient {
        private final SdkHttpClient real;

        Switched(SdkHttpClient real) {
            this.real = real;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return network.prepare(request, real.prepareRequest(request));
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
