package dev.tourniquet.notify;

import dev.tourniquet.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * One message a conversation's news to an incoming webhook, which can neither edit a message nor answer one.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Incoming webhooks</a>
 */
final class SlackChannel implements Channel {
    private static final int TOO_MANY = 429;

    private final SdkHttpClient http;
    private final Webhook webhook;

    SlackChannel(SdkHttpClient http, Webhook webhook) {
        this.http = http;
        this.webhook = webhook;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Optional<Grouping> groupingOf(Announcement announcement) {
        return Optional.of(Grouping.forPeople(announcement));
    }

    @Override
    public void tell(Announcement announcement, int untold) {
        byte[] body = Json.write(SlackMessage.of(Wording.of(announcement.said(), untold)))
                .getBytes(StandardCharsets.UTF_8);
        URI address = webhook.address();
        int status = post(address, body);
        if (status >= 400 && status < 500 && status != TOO_MANY) {
            // Revoked addresses answer so. The secret may hold another by now.
            webhook.forget();
            URI other = webhook.address();
            status = other.equals(address) ? status : post(other, body);
        }
        if (status != 200) {
            throw new NotDelivered("Slack answered HTTP " + status);
        }
    }

    private int post(URI address, byte[] body) {
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(address)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Content-Length", String.valueOf(body.length))
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(request)
                            .contentStreamProvider(
                                    request.contentStreamProvider().orElseThrow())
                            .build())
                    .call();
            if (response.responseBody().isPresent()) {
                response.responseBody().get().close();
            }
            return response.httpResponse().statusCode();
        } catch (IOException | RuntimeException e) {
            throw new NotDelivered("Slack could not be reached: " + e.getClass().getSimpleName());
        }
    }
}
