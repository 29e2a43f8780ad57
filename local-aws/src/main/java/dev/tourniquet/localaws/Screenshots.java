package dev.tourniquet.localaws;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers GetConsoleScreenshot, which the emulator lacks, with a small picture of any instance. What it does answer, such as
 * that the caller may not, is left as it is. Every EC2 client loads this from the class path
 * ({@code software/amazon/awssdk/services/ec2/execution.interceptors}).
 */
public final class Screenshots implements ExecutionInterceptor {
    /** What every screen shows: not a picture that can be looked at, but the bytes that one begins with. */
    public static final String PICTURE = "\u00ff\u00d8\u00ff\u00e0 a screen";

    private static final int NOT_IMPLEMENTED = 500;

    /** For the SDK. */
    public Screenshots() {}

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return isUnanswered(context.httpResponse(), attributes)
                ? context.httpResponse().toBuilder()
                        .statusCode(200)
                        .putHeader("Content-Type", "text/xml")
                        .putHeader("Content-Length", Integer.toString(answer(context).length))
                        .build()
                : context.httpResponse();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        // The SDK shows this the answer as it came, not as the method above left it.
        return isUnanswered(context.httpResponse(), attributes)
                ? Optional.of(new ByteArrayInputStream(answer(context)))
                : context.responseBody();
    }

    private static boolean isUnanswered(SdkHttpResponse response, ExecutionAttributes attributes) {
        return response.statusCode() == NOT_IMPLEMENTED
                && "GetConsoleScreenshot".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    private static byte[] answer(Context.ModifyHttpResponse context) {
        String instance =
                context.request().getValueForField("InstanceId", String.class).orElseThrow();
        String picture = Base64.getEncoder().encodeToString(PICTURE.getBytes(StandardCharsets.ISO_8859_1));
        return ("<GetConsoleScreenshotResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><instanceId>"
                        + instance + "</instanceId><imageData>" + picture
                        + "</imageData></GetConsoleScreenshotResponse>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
