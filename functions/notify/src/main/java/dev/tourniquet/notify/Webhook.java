package dev.tourniquet.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Calls;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The address of an incoming webhook, which is a secret: who has it can write into the channel. Read when it is first used, and
 * again after it was forgotten. The secret is the address itself, or JSON with the address as {@code url}.
 */
final class Webhook {
    private static final Pattern FORM =
            Pattern.compile("https://hooks\\.slack(-gov)?\\.com/services(/[A-Za-z0-9]+){3}");

    private final SecretsManagerClient secrets;
    private final String secret;
    private @Nullable URI address;

    /** @param secret its ARN */
    Webhook(SecretsManagerClient secrets, String secret) {
        this.secrets = secrets;
        this.secret = secret;
    }

    /**
     * The address.
     *
     * @throws NotDelivered where the secret holds no address of a webhook; it is not quoted
     */
    synchronized URI address() {
        URI known = address;
        if (known == null) {
            known = read();
            address = known;
        }
        return known;
    }

    /** It was refused: perhaps it was replaced. */
    synchronized void forget() {
        address = null;
    }

    private URI read() {
        String text = Calls.call(
                "secretsmanager:GetSecretValue",
                secret,
                () -> secrets.getSecretValue(request -> request.secretId(secret))
                        .secretString());
        String found = text == null ? "" : text.strip();
        if (found.startsWith("{")) {
            found = urlIn(found);
        }
        if (!FORM.matcher(found).matches()) {
            throw new NotDelivered("the secret " + secret
                    + " holds no address of an incoming webhook (https://hooks.slack.com/services/...)");
        }
        return URI.create(found);
    }

    private String urlIn(String json) {
        try {
            return Json.MAPPER.readTree(json).path("url").asText();
        } catch (JsonProcessingException e) {
            // Its message would quote the secret.
            return "";
        }
    }
}
