package dev.tourniquet.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Those who are told: the topic, Slack with its secret, and Security Hub, of which the emulator has none. They count what they hear. */
final class Hearers {
    private static final String SECRET = "{\"SecretString\":\"https://hooks.slack.com/services/T0/B0/x0\"}";

    private final List<String> heard = new ArrayList<>();
    private final String finding;

    /** @param finding the ARN of the one that Security Hub has */
    Hearers(String finding) {
        this.finding = finding;
    }

    /** @param channel as the function names it; empty where this tells nobody anything */
    private record Answer(String channel, String body) {}

    /** How often each channel has heard something since {@link #forget}. */
    synchronized Map<String, Long> heard() {
        return heard.stream().collect(Collectors.groupingBy(channel -> channel, Collectors.counting()));
    }

    synchronized void forget() {
        heard.clear();
    }

    private synchronized void hear(String channel) {
        if (!channel.isEmpty()) {
            heard.add(channel);
        }
    }

    /** What is meant for them they answer, all else {@code emulator}. */
    SdkHttpClient before(SdkHttpClient emulator) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
                Answer answer = answer(asked.httpRequest());
                return answer == null ? emulator.prepareRequest(asked) : answering(asked, answer);
            }

            @Override
            public void close() {
                emulator.close();
            }
        };
    }

    private @Nullable Answer answer(SdkHttpRequest request) {
        String signed = request.firstMatchingHeader("Authorization").orElse("");
        if (request.host().equals("hooks.slack.com")) {
            return new Answer("slack", "ok");
        }
        if (signed.contains("/sns/")) {
            return new Answer(
                    "email",
                    "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>");
        }
        if (signed.contains("/secretsmanager/")) {
            return new Answer("", SECRET);
        }
        if (signed.contains("/securityhub/")) {
            return request.encodedPath().endsWith("/batchupdate")
                    ? new Answer("security-hub", "{\"ProcessedFindings\":[],\"UnprocessedFindings\":[]}")
                    : new Answer("", "{\"Findings\":[{\"Id\":\"" + finding + "\",\"Workflow\":{\"Status\":\"NEW\"}}]}");
        }
        return null;
    }

    private ExecutableHttpRequest answering(HttpExecuteRequest asked, Answer answer) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (asked.contentStreamProvider().isPresent()) {
                    try (InputStream content =
                            asked.contentStreamProvider().get().newStream()) {
                        content.readAllBytes();
                    }
                }
                hear(answer.channel());
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }
}
