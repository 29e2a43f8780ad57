package dev.tourniquet.revokesessions;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.Glimpses;
import dev.tourniquet.identity.OwnPolicies;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.identity.PruneAction;
import dev.tourniquet.identity.RevokeAction;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final InstanceProfiles profiles;
    private final OwnPolicies ownPolicies;
    private final Protection protection;
    private final InstantSource clock;
    private final Glimpses glimpses;

    SessionRevocation(
            RevokeSessionsConfig config,
            Roles roles,
            InstanceProfiles profiles,
            OwnPolicies ownPolicies,
            InstantSource clock) {
        this.config = config;
        this.roles = roles;
        this.profiles = profiles;
        this.ownPolicies = ownPolicies;
        this.protection = new Protection(
                config.function().protectedPrincipals(), config.function().region());
        this.clock = clock;
        this.glimpses = new Glimpses(clock);
    }

    @Override
    public String name() {
        return "revoke-sessions";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof RoleSession;
    }

    /** Of every session; what more it takes to cut a whole role is a question to a person, see {@link RolePlan}. */
    @Override
    public Thresholds thresholds(Target target) {
        return config.function().severity();
    }

    @Override
    public StepAction action(String name) {
        return switch (name) {
            case RevokeAction.SESSION, RevokeAction.ROLE -> revoking(name);
            case PruneAction.NAME -> new PruneAction(roles);
            default -> throw new IllegalArgumentException("revoke-sessions has no step " + name);
        };
    }

    /** Those of isolate-instance as well, which may not read all roles. */
    @Override
    public List<Holding> holdings() {
        return ownPolicies.onRoles();
    }

    /** A role that bears the name by chance has another id, and is left alone. */
    @Override
    public Target canary(String nonce) {
        return new RoleSession("tourniquet-self-test", "AROA00000000000000000", "self-test");
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        RoleSession session = (RoleSession) target;
        Facts facts = Facts.read(roles, profiles, session.roleName(), RolePlan.policyName(session));
        if (facts.role().isEmpty()) {
            return new Planning.NothingToDo(
                    session.roleName()
                            + " is not a role of this account (any more), and none of its policies is in force here; what resource policies allow was not looked at");
        }
        Role role = facts.role().get();
        if (!role.roleId().equals(session.roleId())) {
            return new Planning.NothingToDo(
                    "the role of the finding, " + session.roleId() + ", is not a role of this account (any more): "
                            + session.roleName() + " is another one here, " + role.roleId()
                            + ", and a policy on it would not concern the finding's sessions");
        }
        Optional<Planning.Refused> refusal = protection.refusal(role, session);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return exemption(role).over(() -> new RolePlan(config, finding, session, facts, clock.instant()).make());
    }

    /** A session may be contained by what is to be released with another case. */
    @Override
    public List<String> remarks(Target target, Plan plan) {
        return plan.steps().stream()
                .filter(step -> !step.action().equals(PruneAction.NAME))
                .flatMap(step -> revoking(step.action()).remark(step).stream())
                .toList();
    }

    private RevokeAction revoking(String name) {
        return new RevokeAction(name, roles, clock, glimpses, true);
    }

    private Exemption exemption(Role role) {
        Map<String, String> tags =
                role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        return config.function().exemptions().of(List.of(role.roleName(), role.arn()), tags, clock.instant());
    }
}
