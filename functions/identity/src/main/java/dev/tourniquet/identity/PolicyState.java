package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.text.PlainText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two states of a revoking step: the inline policies that were found, and the one to be there. */
public final class PolicyState {
    /** More than a policy of a user can have; one of a role can have five times as much. */
    private static final int LONGEST_SHOWN = 2_500;

    private PolicyState() {}

    /** What a step finds: the policy's text, or null where there is none. */
    public static JsonNode before(Optional<String> policy) {
        return Json.MAPPER.createObjectNode().put("policy", policy.orElse(null));
    }

    /** The text that {@link #before} noted. */
    public static Optional<String> policy(JsonNode before) {
        return Optional.ofNullable(before.path("policy").textValue());
    }

    /** Of a policy that a forced release overwrites or deletes, since IAM keeps no earlier version of an inline policy. */
    public static String replaced(String policy) {
        return "in place of ours stood: " + PlainText.bounded(policy, LONGEST_SHOWN);
    }

    /**
     * Of a policy that read as changed by somebody when a forced release began, and reads as before the containment now: one of the two is
     * out of date, and to delete by the other could take another containment's denial.
     */
    public static Restoration contradiction(String policyName) {
        return new Restoration(
                Restoration.Kind.FAILED,
                "the policy " + policyName
                        + " read as changed, and a moment later as before the containment: release again in a minute");
    }

    /** The revocations that earlier deliveries of the case were to write and that deny somebody still. */
    static List<Revocation> written(JsonNode before) {
        return before.path("written")
                .valueStream()
                .flatMap(each -> Revocation.read(each.asText()).stream())
                .toList();
    }

    /**
     * The state that was found first: only that is the one before us. A revocation that is none of this case's is another's,
     * who wrote it since: a release puts that one back, or it would let go what the other denies.
     *
     * @param since what the case was to bring about until now
     */
    static JsonNode joined(JsonNode first, JsonNode since, JsonNode later, Instant now) {
        List<Revocation> written = Stream.concat(
                        written(first).stream(), Stream.of(After.of(since).revocation()))
                .filter(each -> !each.isExpired(now))
                .distinct()
                .toList();
        boolean another = policy(later)
                .flatMap(Revocation::read)
                .filter(found -> !written.contains(found) && !found.isExpired(now) && !found.isAheadOf(now))
                .isPresent();
        ObjectNode joined = (ObjectNode) before(policy(another ? later : first));
        joined.set(
                "written", Json.tree(written.stream().map(Revocation::document).toList()));
        return joined;
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
