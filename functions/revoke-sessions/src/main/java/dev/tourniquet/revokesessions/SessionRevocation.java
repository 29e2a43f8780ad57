package dev.tourniquet.revokesessions;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.PolicyState;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.RevokeAction;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Revokes the session of one EC2 instance where the session may be one's, otherwise all sessions of the role: any other
 * session name was chosen by whoever assumed the role, and choosing another one costs nothing. An instance's name on a
 * role that EC2 cannot assume was chosen, too; there the whole role is cut if the finding is severe enough for that. Each session has an inline policy
 * of its own, so that findings on one role never overwrite each other.
 */
final class SessionRevocation implements Response {
    private final RevokeSessionsConfig config;
    private final Roles roles;
    private final Protection protection;
    private final InstantSource clock;

    SessionRevocation(RevokeSessionsConfig config, Roles roles, InstantSource clock) {
        this.config = config;
        this.roles = roles;
        this.protection = new Protection(config.function().protectedPrincipals());
        this.clock = clock;
    }

    @Override
    public String name() {
        return "revoke-sessions";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof RoleSession;
    }

    @Override
    public Thresholds thresholds(Target target) {
        return config.thresholds((RoleSession) target);
    }

    @Override
    public StepAction action(String name) {
        return switch (name) {
            case RevokeAction.SESSION, RevokeAction.ROLE -> new RevokeAction(name, roles, clock);
            default -> throw new IllegalArgumentException("revoke-sessions has no step " + name);
        };
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        RoleSession session = (RoleSession) target;
        Standing standing = read(session);
        if (standing.role().isEmpty()) {
            return new Planning.NothingToDo(
                    "the role " + session.roleName()
                            + " does not exist any more, and none of its policies either; what resource policies allow was not looked at");
        }
        Role role = standing.role().get();
        if (!role.roleId().equals(session.roleId())) {
            return new Planning.NothingToDo(
                    "the role of the finding, " + session.roleId() + ", does not exist any more: "
                            + session.roleName() + " is another role now, " + role.roleId()
                            + ", and a policy on it would not concern the finding's sessions");
        }
        Optional<Planning.Refused> refusal = protection.refusal(role, session);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return exemption(role).over(() -> revocation(finding, session, role, standing.policy()));
    }

    private Planning revocation(Finding finding, RoleSession session, Role role, Optional<String> policy) {
        Instant now = clock.instant();
        Optional<Revocation> found = policy.flatMap(Revocation::read).filter(each -> !each.isAheadOf(now));
        Extent extent = extent(finding, session, role, found);
        Revocation wanted = Revocation.upTo(now, extent.wholeRole() ? null : session.userId());
        Optional<Revocation> existing = found.filter(each -> Objects.equals(each.userId(), wanted.userId()));
        if (existing.isPresent() && !activeSince(existing.get().cutOff(), finding.lastActivity())) {
            return alreadyRevoked(
                    finding,
                    existing.get(),
                    Advice.residualRisks(session, extent, existing.get().cutOff()));
        }
        // Never moved back, although the clock of whoever wrote it may be a little ahead of ours.
        Revocation next = existing.filter(each -> each.covers(wanted)).orElse(wanted);
        PolicyState.After after =
                new PolicyState.After(session.roleName(), policyName(session), next.cutOff(), next.document());
        Step step = new Step(
                session.ofInstance() ? RevokeAction.SESSION : RevokeAction.ROLE,
                resource(session),
                Phase.CONTAIN,
                PolicyState.before(policy),
                Json.tree(after));
        List<String> nextSteps = new ArrayList<>(Advice.nextSteps(session, extent));
        if (policy.isPresent() && found.isEmpty()) {
            nextSteps.add(Advice.lookAtForeignPolicy(session.roleName(), after.policyName()));
        }
        return new Planning.Planned(
                new Plan(List.of(step), Advice.residualRisks(session, extent, next.cutOff()), nextSteps));
    }

    /**
     * The case of a session keeps its own policy even where that cuts the whole role: two cases never share one. What cuts
     * the whole role already is not narrowed again by a finding that is less severe.
     */
    private Extent extent(Finding finding, RoleSession session, Role role, Optional<Revocation> found) {
        boolean chosen = session.ofInstance()
                && !Roles.trust(role).map(Trust::mayBeOfInstances).orElse(true);
        boolean severe = finding.severity() >= config.roleWide().of(finding.type());
        boolean wideAlready = found.filter(each -> each.userId() == null).isPresent();
        return new Extent(!session.ofInstance() || wideAlready || chosen && severe, chosen);
    }

    private static Planning alreadyRevoked(Finding finding, Revocation existing, List<String> risks) {
        String when = finding.lastActivity() == null
                ? "the finding does not say when it last saw activity, so it counts as a recurrence"
                : "the finding reports nothing since";
        return new Planning.AlreadyContained(
                "sessions issued before " + existing.cutOff() + " are revoked already, and " + when, risks);
    }

    /**
     * A finding without a time would move the cut-off on every delivery, and cut off legitimate sessions each time; so it
     * moves nothing.
     */
    private static boolean activeSince(Instant cutOff, @Nullable Instant lastActivity) {
        return lastActivity != null && lastActivity.isAfter(cutOff);
    }

    private Exemption exemption(Role role) {
        Map<String, String> tags =
                role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        return config.function().exemptions().of(List.of(role.roleName(), role.arn()), tags, clock.instant());
    }

    /** As the ARN of the session ends: role and session name; for the whole role its name. */
    private static String resource(RoleSession session) {
        return session.ofInstance() ? session.roleName() + "/" + session.sessionName() : session.roleName();
    }

    private static String policyName(RoleSession session) {
        return session.ofInstance() ? "tourniquet-revoke-" + session.sessionName() : "tourniquet-revoke-all-sessions";
    }

    private record Standing(Optional<Role> role, Optional<String> policy) {}

    /** Both at once: each round trip before the cut is the attacker's time. */
    private Standing read(RoleSession session) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy =
                    reads.start(() -> roles.policy(session.roleName(), policyName(session)));
            Optional<Role> role = roles.find(session.roleName());
            return new Standing(role, policy.get());
        }
    }
}
