package dev.tourniquet.runtime.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.nio.charset.StandardCharsets;

/** What a signature is bound to: one command to one function of one account and Region, so that it is good for nothing else. */
final class OrderDigest {
    private static final ObjectWriter SORTED = Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private OrderDigest() {}

    /**
     * SHA-256 in hexadecimal digits.
     *
     * @param command with or without a signature, which does not count
     * @param functionArn with or without an alias, which does not count
     */
    static String of(JsonNode command, String functionArn) {
        String[] arn = functionArn.split(":", 8);
        if (arn.length < 7) {
            throw new IllegalArgumentException(functionArn + " is not the ARN of a function");
        }
        ObjectNode signed = command.deepCopy();
        signed.remove(Signature.FIELD);
        try {
            String text = String.join("\n", arn[3], arn[4], arn[6], SORTED.writeValueAsString(signed));
            return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
