package dev.tourniquet.proof.privilege;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Stands in for what notifications are sent to: the topic, the secret and Security Hub, of which the emulator has no topic or
 * secret of the template and cannot update findings, and Slack. Refuses what the role lacks, as the emulator does.
 */
final class Elsewhere implements SdkHttpClient {
    private static final String FINDING =
            "arn:aws:guardduty:us-east-1:123456789012:detector/1cb00b1c9d2f4a5e8b7c6d5e4f3a2b10/finding/37686cbbc0f944761108711d00615399";

    /** An outcome about that finding. */
    static final String ANNOUNCEMENT = """
            {"source":"tourniquet","detail-type":"Containment Outcome","detail":{"version":1,
             "caseId":"isolate-instance/i-0aba0c7fd897b99bf/1","response":"isolate-instance","target":"i-0aba0c7fd897b99bf",
             "account":"123456789012","region":"us-east-1","finding":{"source":"GUARDDUTY","id":"37686cbbc0f944761108711d00615399",
             "arn":"%s","type":"Backdoor:EC2/C&CActivity.B","severity":8,"title":"-","region":"us-east-1"},
             "outcome":"CONTAINED","reasons":[],"residualRisks":[],"nextSteps":[],"blastRadius":[],"steps":[],
             "time":"2026-11-26T03:12:45Z","timeToContainMillis":2140,"willRetry":false}}""".formatted(FINDING);

    private final SdkHttpClient emulator;
    private final List<String> denied;

    private record Answer(String action, String body) {}

    Elsewhere(SdkHttpClient emulator, List<String> denied) {
        this.emulator = emulator;
        this.denied = List.copyOf(denied);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
        return answer(asked.httpRequest()).map(this::answering).orElseGet(() -> emulator.prepareRequest(asked));
    }

    private static Optional<Answer> answer(SdkHttpRequest request) {
        String signed = request.firstMatchingHeader("Authorization").orElse("");
        if (request.host().equals("hooks.slack.com")) {
            return Optional.of(new Answer("", "ok"));
        }
        if (signed.contains("/sns/")) {
            return Optional.of(new Answer(
                    "sns:Publish",
                    "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>"));
        }
        if (signed.contains("/secretsmanager/")) {
            return Optional.of(new Answer(
                    "secretsmanager:GetSecretValue",
                    "{\"SecretString\":\"https://hooks.slack.com/services/T0/B0/x0\"}"));
        }
        if (signed.contains("/securityhub/")) {
            return Optional.of(
                    request.encodedPath().endsWith("/batchupdate")
                            ? new Answer(
                                    "securityhub:BatchUpdateFindings",
                                    "{\"ProcessedFindings\":[],\"UnprocessedFindings\":[]}")
                            : new Answer(
                                    "securityhub:GetFindings",
                                    "{\"Findings\":[{\"Id\":\"" + FINDING + "\",\"Workflow\":{\"Status\":\"NEW\"}}]}"));
        }
        return Optional.empty();
    }

    private ExecutableHttpRequest answering(Answer answer) {
        boolean refused = denied.contains(answer.action());
        String body = refused ? "{\"__type\":\"AccessDeniedException\"}" : answer.body();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder()
                                .statusCode(refused ? 403 : 200)
                                .build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    @Override
    public void close() {
        emulator.close();
    }
}
