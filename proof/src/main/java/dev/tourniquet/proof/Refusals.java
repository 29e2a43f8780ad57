package dev.tourniquet.proof;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Errors in the form in which each service answers them. */
public final class Refusals {
    private Refusals() {}

    public static HttpExecuteResponse throttled(Call call) {
        return switch (call.service()) {
            case "Ec2" -> answer(call, 503, "RequestLimitExceeded");
            case "S3", "S3Control" -> answer(call, 503, "SlowDown");
            case "DynamoDb", "EventBridge", "Sqs", "SecretsManager" -> answer(call, 400, "ThrottlingException");
            case "SecurityHub", Call.WEBHOOK -> answer(call, 429, "TooManyRequestsException");
            default -> answer(call, 400, "Throttling");
        };
    }

    static HttpExecuteResponse denied(Call call) {
        return switch (call.service()) {
            case "Ec2" -> answer(call, 403, "UnauthorizedOperation");
            case "DynamoDb", "EventBridge", "Sqs", "SecretsManager" -> answer(call, 400, "AccessDeniedException");
            case "SecurityHub" -> answer(call, 403, "AccessDeniedException");
            default -> answer(call, 403, "AccessDenied");
        };
    }

    static HttpExecuteResponse broken(Call call) {
        return answer(call, 500, call.service().equals("DynamoDb") ? "InternalServerError" : "InternalFailure");
    }

    private static HttpExecuteResponse answer(Call call, int status, String code) {
        return switch (call.service()) {
            case "DynamoDb", "EventBridge", "Sqs", "SecretsManager", "SecurityHub" ->
                answer(status, "application/x-amz-json-1.0", "{\"__type\":\"" + code + "\",\"message\":\"injected\"}");
            case "Ec2" ->
                answer(
                        status,
                        "text/xml",
                        "<Response><Errors><Error><Code>" + code
                                + "</Code><Message>injected</Message></Error></Errors><RequestID>r</RequestID></Response>");
            case "S3" ->
                answer(status, "text/xml", "<Error><Code>" + code + "</Code><Message>injected</Message></Error>");
            default ->
                answer(
                        status,
                        "text/xml",
                        "<ErrorResponse><Error><Code>" + code
                                + "</Code><Message>injected</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        };
    }

    private static HttpExecuteResponse answer(int status, String type, String body) {
        return Answer.of(
                SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", type)
                        .build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that can be given more than once. */
    public record Answer(SdkHttpResponse head, SdkBytes body) {
        HttpExecuteResponse give() {
            return of(head, body.asByteArray());
        }

        public static HttpExecuteResponse of(SdkHttpResponse head, byte[] body) {
            return HttpExecuteResponse.builder()
                    .response(head)
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }
    }
}
