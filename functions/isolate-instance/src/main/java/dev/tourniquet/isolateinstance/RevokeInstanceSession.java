package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.PolicyState;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.RevokeAction;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Revokes the session that EC2 gave the instance on the role of its instance profile, by the policy of revoke-sessions under
 * a name of its own. The profile stays: associating one anew issues new credentials. Profile, role and policy are read while
 * the cut runs.
 *
 * @see Revocation
 */
final class RevokeInstanceSession implements StepAction {
    static final String NAME = "revoke-instance-session";

    private final InstanceProfiles profiles;
    private final Roles roles;
    private final RevokeAction policies;
    private final Protection protection;
    private final LiveExemptions exemptions;

    private RevokeInstanceSession(
            InstanceProfiles profiles, RevokeAction policies, Protection protection, LiveExemptions exemptions) {
        this.profiles = profiles;
        this.roles = policies.roles();
        this.policies = policies;
        this.protection = protection;
        this.exemptions = exemptions;
    }

    static RevokeInstanceSession of(
            IamClient iam, Protection protection, LiveExemptions exemptions, InstantSource clock) {
        return new RevokeInstanceSession(
                new InstanceProfiles(iam),
                new RevokeAction(RevokeAction.SESSION, new Roles(iam), clock),
                protection,
                exemptions);
    }

    /** @param cutOff in whole seconds, never in the future by more than their fraction */
    record After(String instanceId, String instanceProfile, Instant cutOff) {
        static After of(Step step) {
            return Json.as(step.after(), After.class);
        }
    }

    /**
     * The role as it was found; {@code {}} where there is none.
     *
     * @param policy the text that stood under the name of our policy, null where nothing did
     * @param refused why the role is not touched and what a person does instead, null where it is
     */
    record State(
            String roleName,
            String roleId,
            String policyName,
            @Nullable String policy,
            @Nullable String refused) {
        static Optional<State> before(Step step) {
            return step.before() == null || step.before().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.as(step.before(), State.class));
        }
    }

    static Step step(String instanceId, String instanceProfile, Instant now) {
        After after = new After(
                instanceId, instanceProfile, Revocation.upTo(now, null).cutOff());
        return new Step(NAME, instanceProfile, Phase.CONTAIN, null, Json.tree(after));
    }

    /** What a person should know of a role that is not touched. */
    static Optional<String> remark(Step step) {
        return State.before(step)
                .filter(state -> state.refused() != null)
                .map(state -> "The session of the instance on role " + state.roleName() + " is not revoked, "
                        + state.refused());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        After after = After.of(step);
        return profiles.roleOf(after.instanceProfile())
                .flatMap(role -> read(role, after.instanceId()))
                .map(Json::tree)
                .orElseGet(Json.MAPPER::createObjectNode);
    }

    /** A role that was let alone may not be any more; one that has our policy is the one to release. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return first.isEmpty() || first.has("refused") ? later : first;
    }

    @Override
    public void apply(Step step, String caseId) {
        touched(step).ifPresent(revocation -> policies.apply(revocation, caseId));
    }

    /** True as well where the role is gone, or another has its name: none of its sessions is left. */
    @Override
    public boolean holds(Step step, String caseId) {
        return touched(step)
                .map(revocation -> policies.holds(revocation, caseId) || isGone(step))
                .orElse(true);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return touched(step)
                .map(revocation -> policies.release(revocation, caseId, options))
                .orElseGet(Restoration::alreadySo);
    }

    private Optional<State> read(String roleName, String instanceId) {
        String policyName = "tourniquet-revoke-" + instanceId + "-isolated";
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> roles.policy(roleName, policyName));
            Optional<Role> role = roles.find(roleName);
            return role.map(found -> new State(
                    roleName, found.roleId(), policyName, policy.get().orElse(null), refusal(found, instanceId)));
        }
    }

    private @Nullable String refusal(Role role, String instanceId) {
        RoleSession session = new RoleSession(role.roleName(), role.roleId(), instanceId);
        return protection
                .refusal(role, session)
                .map(RevokeInstanceSession::words)
                .or(() -> exemptions
                        .of(role)
                        .map(reason -> "since " + reason + ": see whether its owner agrees to revoke it"))
                .orElse(null);
    }

    private static String words(Planning.Refused refused) {
        return "since " + refused.reason() + ": " + String.join(" ", refused.nextSteps());
    }

    /** The step as revoke-sessions would have it; nothing where no role is touched. */
    private static Optional<Step> touched(Step step) {
        return State.before(step).filter(state -> state.refused() == null).map(state -> {
            After after = After.of(step);
            Revocation wanted = new Revocation(state.roleId() + ":" + after.instanceId(), after.cutOff());
            PolicyState.After policy =
                    new PolicyState.After(state.roleName(), state.policyName(), wanted.cutOff(), wanted.document());
            return new Step(
                    RevokeAction.SESSION,
                    state.roleName(),
                    Phase.CONTAIN,
                    PolicyState.before(Optional.ofNullable(state.policy())),
                    Json.tree(policy));
        });
    }

    private boolean isGone(Step step) {
        State before = State.before(step).orElseThrow();
        return roles.find(before.roleName())
                .filter(now -> now.roleId().equals(before.roleId()))
                .isEmpty();
    }
}
