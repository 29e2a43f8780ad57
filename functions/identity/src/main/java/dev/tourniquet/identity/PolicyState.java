package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.Optional;

/** The two states of a revoking step: the inline policy that was found, and the one to be there. */
public final class PolicyState {
    private PolicyState() {}

    /** What a step finds: the policy's text, or null where there is none. */
    public static JsonNode before(Optional<String> policy) {
        return Json.MAPPER.createObjectNode().put("policy", policy.orElse(null));
    }

    /** The text that {@link #before} noted. */
    public static Optional<String> policy(JsonNode before) {
        return Optional.ofNullable(before.path("policy").textValue());
    }

    /**
     * What a step brings about. The document is kept as text, so that what is shown, stored and written is the same.
     *
     * @param roleName the role, without its path
     * @param policyName the inline policy
     * @param cutOff sessions issued before are denied everything
     * @param document the whole policy
     */
    public record After(String roleName, String policyName, Instant cutOff, String document) {
        public static After of(JsonNode after) {
            return Json.as(after, After.class);
        }

        public Revocation revocation() {
            return Revocation.read(document)
                    .orElseThrow(() -> new IllegalStateException("the case holds a policy that revokes nothing"));
        }
    }
}
