package dev.tourniquet.proof.load;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What a service answers to a call too many. */
final class Refusal {
    private Refusal() {}

    static HttpExecuteResponse of(String service) {
        String error = "<Error><Code>%s</Code><Message>injected</Message></Error>";
        return switch (service) {
            case "Ec2" ->
                answer(503, "<Response><Errors>" + error.formatted("RequestLimitExceeded") + "</Errors></Response>");
            case "S3" -> answer(503, error.formatted("SlowDown"));
            case "S3Control" -> answer(503, "<ErrorResponse>" + error.formatted("SlowDown") + "</ErrorResponse>");
            default -> answer(400, "<ErrorResponse>" + error.formatted("Throttling") + "</ErrorResponse>");
        };
    }

    static HttpExecuteResponse answer(int status, String body) {
        return answer(
                SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "text/xml")
                        .build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpExecuteResponse answer(SdkHttpResponse head, byte[] body) {
        return HttpExecuteResponse.builder()
                .response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }
}
