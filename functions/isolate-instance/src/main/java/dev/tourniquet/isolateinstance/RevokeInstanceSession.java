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
import dev.tourniquet.plan.Holding;
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
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
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

    /**
     * @param profileId the id of the profile, whose name another may take; null in records of before it was kept
     * @param cutOff in whole seconds, never in the future by more than their fraction
     */
    record After(
            String instanceId,
            String instanceProfile,
            @Nullable String profileId,
            Instant cutOff) {
        static After of(Step step) {
            return Json.as(step.after(), After.class);
        }
    }

    static Step step(String instanceId, IamInstanceProfile profile, Instant now) {
        After after = new After(
                instanceId,
                profile.arn(),
                profile.id(),
                Revocation.upTo(now, null).cutOff());
        return new Step(NAME, profile.arn(), Phase.CONTAIN, null, Json.tree(after));
    }

    /** What a person should know of a session that is not revoked. */
    static Optional<String> remark(Step step) {
        return InstanceRole.remark(step, After.of(step).instanceId());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@code {}} only where the role is gone, and its sessions with it: those of one that left the profile live on. */
    @Override
    public JsonNode read(Step step) {
        After after = After.of(step);
        Optional<InstanceProfile> profile = profiles.find(after.instanceProfile());
        if (profile.isEmpty()) {
            return InstanceRole.unknown("is gone");
        }
        if (after.profileId() != null && !after.profileId().equals(profile.get().instanceProfileId())) {
            return InstanceRole.unknown("is gone, and another has its name");
        }
        return profile.get().roles().stream()
                .findFirst()
                .map(role -> read(role.roleName(), after.instanceId())
                        .map(Json::tree)
                        .orElseGet(Json.MAPPER::createObjectNode))
                .orElseGet(() -> InstanceRole.unknown("has no role any more"));
    }

    /** A role that was let alone may not be any more; one that has our policy is the one to release. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return InstanceRole.untouched(first) ? later : first;
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

    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        return touched(step)
                .map(revocation -> policies.force(revocation, caseId, drifted))
                .orElse(drifted);
    }

    @Override
    public Optional<Holding> holding(Step step) {
        return touched(step).flatMap(policies::holding);
    }

    @Override
    public boolean isOver(Step step) {
        return touched(step).filter(policies::isOver).isPresent();
    }

    private Optional<InstanceRole> read(String roleName, String instanceId) {
        String policyName = "tourniquet-revoke-" + instanceId + "-isolated";
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> roles.policy(roleName, policyName));
            Optional<Role> role = roles.find(roleName);
            return role.map(found -> new InstanceRole(
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
        return InstanceRole.before(step).filter(role -> role.refused() == null).map(role -> {
            After after = After.of(step);
            Revocation wanted = new Revocation(role.roleId() + ":" + after.instanceId(), after.cutOff());
            PolicyState.After policy =
                    new PolicyState.After(role.roleName(), role.policyName(), wanted.cutOff(), wanted.document());
            return new Step(
                    RevokeAction.SESSION,
                    role.roleName(),
                    Phase.CONTAIN,
                    PolicyState.before(Optional.ofNullable(role.policy())),
                    Json.tree(policy));
        });
    }

    private boolean isGone(Step step) {
        InstanceRole before = InstanceRole.before(step).orElseThrow();
        return roles.find(before.roleName())
                .filter(now -> now.roleId().equals(before.roleId()))
                .isEmpty();
    }
}
