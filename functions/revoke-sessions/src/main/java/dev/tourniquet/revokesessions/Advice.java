package dev.tourniquet.revokesessions;

import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.SessionNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stays open after a revocation, and what a person does next. */
final class Advice {
    private Advice() {}

    static List<String> residualRisks(RoleSession session, Extent extent, Instant cutOff) {
        List<String> risks = new ArrayList<>();
        String role = session.roleName();
        risks.add("IAM takes up to some minutes until the policy is in force everywhere.");
        if (extent.nameChosen()) {
            risks.add("The role " + role
                    + " lets neither EC2 nor Systems Manager assume it, so whoever did chose the name "
                    + session.sessionName()
                    + (extent.wholeRole()
                            ? ": all sessions of the role are cut."
                            : " and can choose another; the role's other sessions are not cut."));
        } else if (!extent.wholeRole()) {
            risks.addAll(ofInstance(session, cutOff));
        }
        if (extent.wholeRole()) {
            risks.add("Every session of the role " + role + " issued before " + cutOff
                    + " is denied, the legitimate ones too: Lambda functions, tasks and instances fail until their "
                    + "credentials are renewed, which can be hours.");
        }
        risks.add("Whoever can still assume the role " + role + " gets a new session, and that one passes.");
        risks.add("Sessions of other roles that were assumed from this one (role chaining) are not cut.");
        return risks;
    }

    private static List<String> ofInstance(RoleSession session, Instant cutOff) {
        String instance = session.sessionName();
        String role = session.roleName();
        return List.of(
                "The metadata service of " + instance + " goes on handing out credentials of the role " + role
                        + "; those issued from " + cutOff
                        + " on pass, and whoever controls the instance can read them.",
                "Whoever may assume the role " + role + " directly can name a session after an instance, too: if this "
                        + "session was not EC2's, only those of its name are cut.",
                "The workload on " + instance
                        + " is denied too until it takes up newly issued credentials, which can be hours.");
    }

    static List<String> nextSteps(RoleSession session, Extent extent) {
        List<String> steps = new ArrayList<>();
        steps.add(
                session.ofInstance() && !extent.nameChosen()
                        ? "Isolate the instance " + session.sessionName() + " if it may be compromised."
                        : "Find out who assumed " + session.roleName() + " as " + SessionNames.name(session)
                                + ", contain that principal, and narrow the role's trust policy.");
        if (extent.nameChosen() && !extent.wholeRole()) {
            steps.add("Revoke all sessions of " + session.roleName()
                    + " by hand, as the runbook says, unless cutting the legitimate ones does more harm.");
        }
        steps.add("Look in CloudTrail for AssumeRole calls and for new users, keys and policies made by "
                + SessionNames.userId(session) + ".");
        return steps;
    }

    /** For a policy under a name of ours that we did not write. */
    static String lookAtForeignPolicy(String roleName, String policyName) {
        return "Find out from CloudTrail (PutRolePolicy) who gave the role " + roleName + " the policy " + policyName
                + " that stood there before: Tourniquet does not write such a one. Its text is in the case.";
    }
}
