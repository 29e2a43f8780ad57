package dev.tourniquet.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The two states of a revoking step: the inline policies that were found, and the one to be there. */
public final class PolicyState {
    private PolicyState() {}

    /** What a step finds: the policy's text, or null where there is none. */
    public static JsonNode before(Optional<String> policy) {
        return Json.MAPPER.createObjectNode().put("policy", policy.orElse(null));
    }

    /**
     * What a step finds that has to make room.
     *
     * @param displaced the texts of the policies that go, by name
     */
    public static JsonNode before(Optional<String> policy, Map<String, String> displaced) {
        ObjectNode before = (ObjectNode) before(policy);
        if (!displaced.isEmpty()) {
            before.set("displaced", Json.tree(displaced));
        }
        return before;
    }

    /** The text that {@link #before} noted. */
    public static Optional<String> policy(JsonNode before) {
        return Optional.ofNullable(before.path("policy").textValue());
    }

    /** The texts of the displaced policies by name; none in a case that was written before policies were displaced. */
    public static SortedMap<String, String> displaced(JsonNode before) {
        SortedMap<String, String> texts = new TreeMap<>();
        before.path("displaced")
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    /**
     * The first state of the policy itself, since only that is the one before us; of what was displaced the latest text,
     * since that is a revocation too, and covers the one that had its name before.
     */
    static JsonNode joined(JsonNode first, JsonNode later) {
        SortedMap<String, String> displaced = displaced(first);
        displaced.putAll(displaced(later));
        return before(policy(first), displaced);
    }

    /**
     * What a step brings about. The document is kept as text, so that what is shown, stored and written is the same.
     *
     * @param roleName the role, without its path
     * @param policyName the inline policy
     * @param cutOff sessions issued before are denied everything
     * @param document the whole policy
     * @param displaces our policies on other sessions that this one covers and that make room for it
     * @param under the one of them whose name the document gets, since there is no room for a moment with one more; null
     *     where it gets {@code policyName}
     */
    public record After(
            String roleName,
            String policyName,
            Instant cutOff,
            String document,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            List<String> displaces,

            @Nullable String under) {
        public After {
            // A case that was written before policies were displaced has none.
            displaces = displaces == null ? List.of() : List.copyOf(displaces);
        }

        /** One policy for which there is room. */
        public After(String roleName, String policyName, Instant cutOff, String document) {
            this(roleName, policyName, cutOff, document, List.of(), null);
        }

        public static After of(JsonNode after) {
            return Json.as(after, After.class);
        }

        public Revocation revocation() {
            return Revocation.read(document)
                    .orElseThrow(() -> new IllegalStateException("the case holds a policy that revokes nothing"));
        }

        /** The name of the policy that holds the document in the end. */
        public String standsIn() {
            return under == null ? policyName : under;
        }
    }
}
