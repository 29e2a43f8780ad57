package dev.tourniquet.replay.sandbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers {@code ec2:GetConsoleScreenshot}, which the emulator does not implement; a refusal by IAM stays one. */
final class ConsoleScreenshot implements ExecutionInterceptor {
    /** The beginning and the end of a JPEG. */
    private static final String ANSWER = """
            <GetConsoleScreenshotResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>local</requestId>\
            <instanceId>i-0</instanceId><imageData>/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==</imageData></GetConsoleScreenshotResponse>""";

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return unimplemented(context, attributes)
                ? context.httpResponse().toBuilder()
                        .statusCode(200)
                        .statusText("OK")
                        .putHeader("Content-Type", "text/xml")
                        .putHeader("Content-Length", String.valueOf(ANSWER.length()))
                        .build()
                : context.httpResponse();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        // The response is still the emulator's here.
        return unimplemented(context, attributes)
                ? Optional.of(new ByteArrayInputStream(ANSWER.getBytes(StandardCharsets.UTF_8)))
                : context.responseBody();
    }

    private static boolean unimplemented(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.httpResponse().statusCode() >= 500
                && Operation.of(attributes).name().equals("GetConsoleScreenshot");
    }
}
