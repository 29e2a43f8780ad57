package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Step;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The role of an instance profile as it was found.
 *
 * @param policy the text that stood under the name of our policy, null where nothing did
 * @param refused why the role is not touched and what a person does instead, null where it is
 */
record InstanceRole(
        String roleName,
        String roleId,
        String policyName,
        @Nullable String policy,
        @Nullable String refused) {
    private static final String UNKNOWN = "unknown";

    /** The state where no role is found although the sessions of one may live on; {@code why} follows the profile's name. */
    static JsonNode unknown(String why) {
        return Json.tree(Map.of(UNKNOWN, why));
    }

    /** Before a step; nothing where no role is known. */
    static Optional<InstanceRole> before(Step step) {
        return step.before() == null || step.before().isEmpty() || step.before().has(UNKNOWN)
                ? Optional.empty()
                : Optional.of(Json.as(step.before(), InstanceRole.class));
    }

    /** Whether a state is of no role that a step touches. */
    static boolean untouched(JsonNode state) {
        return state.isEmpty() || state.has("refused") || state.has(UNKNOWN);
    }

    /** What a person should know of a session that is not revoked. */
    static Optional<String> remark(Step step, String instanceId) {
        if (step.before() != null && step.before().has(UNKNOWN)) {
            return Optional.of(
                    "The session of the instance is not revoked, since its instance profile " + step.resource()
                            + " " + step.before().path(UNKNOWN).asText()
                            + ", and what was issued before stays valid: find the role by CloudTrail (AssumeRole by"
                            + " ec2.amazonaws.com, session name " + instanceId
                            + "), and revoke by hand, as the runbook of revoke-sessions says.");
        }
        return before(step)
                .filter(role -> role.refused() != null)
                .map(role -> "The session of the instance on role " + role.roleName() + " is not revoked, "
                        + role.refused());
    }
}
