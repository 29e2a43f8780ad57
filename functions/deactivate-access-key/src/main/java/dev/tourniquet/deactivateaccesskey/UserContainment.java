package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.finding.Target.OtherPrincipal;
import dev.tourniquet.finding.Target.UserAccessKey;
import dev.tourniquet.finding.Target.UserSession;
import dev.tourniquet.identity.OwnPolicies;
import dev.tourniquet.identity.Users;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.FunctionConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Contains IAM users: switches off the key that was taken, and denies the user's sessions, which outlive it. Whom no policy
 * of the account restrains is refused, with what a person does.
 */
final class UserContainment implements Response {
    private final FunctionConfig config;
    private final OwnPolicies ownPolicies;
    private final KeyPlanner keyPlanner;
    private final SessionPlanner sessionPlanner;
    private final DenyUser denyUser;
    private final DeactivateKey deactivateKey;

    UserContainment(FunctionConfig config, Users users, AccessKeys keys, OwnPolicies ownPolicies, InstantSource clock) {
        Restraint restraint = new Restraint(config.exemptions(), config.protectedPrincipals(), clock);
        this.config = config;
        this.ownPolicies = ownPolicies;
        this.keyPlanner = new KeyPlanner(users, keys, restraint, clock);
        this.sessionPlanner = new SessionPlanner(users, keys, restraint, clock);
        this.denyUser = new DenyUser(users, clock);
        this.deactivateKey = new DeactivateKey(keys);
    }

    @Override
    public String name() {
        return "deactivate-access-key";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof UserAccessKey || target instanceof UserSession || target instanceof OtherPrincipal;
    }

    @Override
    public Thresholds thresholds(Target target) {
        return config.severity();
    }

    @Override
    public Set<String> releaseOptions() {
        return Set.of(DeactivateKey.REACTIVATE);
    }

    @Override
    public StepAction action(String name) {
        return switch (name) {
            case DenyUser.NAME -> denyUser;
            case DeactivateKey.NAME -> deactivateKey;
            default -> throw new IllegalArgumentException("deactivate-access-key has no step " + name);
        };
    }

    @Override
    public List<Holding> holdings() {
        return ownPolicies.onUsers();
    }

    /**
     * A session, and no key: of a key that is not there IAM answers as if it might not be asked, which would show nothing. A user who
     * bears the name by chance has another id, and is left alone.
     */
    @Override
    public Target canary(String nonce) {
        return new UserSession("tourniquet-self-test", "AIDA00000000000000000", "", false);
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        return switch (target) {
            case UserAccessKey key -> keyPlanner.plan(finding, key);
            case UserSession session -> sessionPlanner.plan(finding, session);
            case OtherPrincipal principal -> Strangers.refusal(principal);
            case Target.Instance _,
                    Target.RoleSession _,
                    Target.Bucket _,
                    Target.AccountPublicAccess _,
                    Target.Unsupported _ -> throw new IllegalArgumentException("not covered: " + target);
        };
    }
}
