package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target.UserSession;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.identity.Users;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Plans on temporary credentials of a user. There is no key to switch off, and one session cannot be told from another, so
 * all sessions of the user are denied. Only the unique id proves who the user is: a federated session goes by whatever name
 * its maker gave it.
 */
final class SessionPlanner {
    static final String POLICY = UserDenial.POLICY_PREFIX + "sessions";

    private final Users users;
    private final AccessKeys keys;
    private final Restraint restraint;
    private final InstantSource clock;

    SessionPlanner(Users users, AccessKeys keys, Restraint restraint, InstantSource clock) {
        this.users = users;
        this.keys = keys;
        this.restraint = restraint;
        this.clock = clock;
    }

    Planning plan(Finding finding, UserSession session) {
        if (!Users.isName(session.userName())) {
            return unproved(session, "the finding does not name a user");
        }
        Standing standing = Standing.read(users, keys, session.userName(), POLICY);
        if (standing.user().isEmpty()) {
            return unproved(session, "there is no user " + session.userName());
        }
        User user = standing.user().get();
        if (!session.userId().isEmpty() && !session.userId().equals(user.userId())) {
            return unproved(
                    session,
                    session.userName() + " is another user here, " + user.userId() + ", and not the finding's, "
                            + session.userId());
        }
        List<String> ids = session.accessKeyId().isEmpty() ? List.of() : List.of(session.accessKeyId());
        return restraint.over(user, ids, () -> containment(finding, session, user, standing));
    }

    private Planning containment(Finding finding, UserSession session, User user, Standing standing) {
        Denial denial = Denial.of(POLICY, standing.policy(), user, finding, false, clock.instant());
        Advice advice = new Advice(user, denial, standing.otherActive(""));
        if (denial.stands()) {
            return new Planning.AlreadyContained(denial.standsBecause(finding), advice.risksOfSession());
        }
        Plan plan = new Plan(
                List.of(denial.step(Phase.CONTAIN)),
                advice.risksOfSession(),
                advice.nextStepsOfSession(),
                advice.blastRadiusOfSession());
        return Restraint.decided(plan, doubt(session).stream().toList());
    }

    private static Optional<String> doubt(UserSession session) {
        if (!session.userId().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the finding gives no id of its user: nothing proves that the session is "
                + session.userName() + "'s"
                + (session.federated() ? ", a federated session goes by whatever name its maker gave it" : ""));
    }

    /** A user who is not there under the name may have another one by now, and the sessions work on. */
    private static Planning.Refused unproved(UserSession session, String why) {
        String id = session.accessKeyId().isEmpty() ? "of the finding" : session.accessKeyId();
        List<String> steps = new ArrayList<>();
        if (!session.userId().isEmpty()) {
            steps.add(Advice.lookUp(session.userId()));
        }
        steps.add("Find in CloudTrail the call that made the session " + id
                + " (GetFederationToken, GetSessionToken, ConsoleLogin): its userIdentity is the user to contain.");
        steps.add("Deny that user's sessions by hand, as the runbook says, and deactivate the key that made this one.");
        return new Planning.Refused(why + ": the user who made the session is not known by name", steps);
    }
}
