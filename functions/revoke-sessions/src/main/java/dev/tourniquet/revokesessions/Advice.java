package dev.tourniquet.revokesessions;

import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.SessionNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stays open after a revocation, and what a person does next. */
final class Advice {
    private Advice() {}

    static List<String> residualRisks(RoleSession session, Extent extent, Trust trust, Instant cutOff) {
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
        } else if (session.ofInstance()) {
            risks.addAll(ofInstance(session, extent, cutOff));
        }
        if (extent.wholeRole()) {
            risks.add("Every session of the role " + role + " issued before " + cutOff
                    + " is denied, the legitimate ones too: Lambda functions, tasks and instances fail until their "
                    + "credentials are renewed, which can be hours.");
        }
        risks.add("Whoever can still assume the role " + role + " gets a new session, and that one passes. "
                + lookNext(trust));
        risks.add(
                "Sessions of other roles that were assumed from this one (role chaining) are not cut. Look next at the "
                        + "roles in the AssumeRole calls that CloudTrail has of " + SessionNames.userId(session) + ".");
        return risks;
    }

    private static String lookNext(Trust trust) {
        if (!trust.isKnown()) {
            return "Who that is cannot be told from its trust policy: look at it.";
        }
        List<Assumer> assumers = trust.assumers();
        return assumers.isEmpty()
                ? "The trust policy lets nobody do so now: look at who may change it."
                : "Look next at those whom the trust policy lets: " + BlastRadius.listed(assumers, Assumer::shown)
                        + ".";
    }

    private static List<String> ofInstance(RoleSession session, Extent extent, Instant cutOff) {
        String instance = session.sessionName();
        String role = session.roleName();
        List<String> risks = new ArrayList<>();
        risks.add("The metadata service of " + instance + " goes on handing out credentials of the role " + role
                + "; those issued from " + cutOff
                + " on pass, and whoever controls the instance can read them.");
        if (!extent.wholeRole()) {
            risks.add("Whoever may assume the role " + role
                    + " directly can name a session after an instance, too: if this "
                    + "session was not EC2's, only those of its name are cut.");
        }
        risks.add("The workload on " + instance
                + " is denied too until it takes up newly issued credentials, which can be hours.");
        return risks;
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

    /** For a role of which it is not known whether its inline policies have room. */
    static String roomUnknown(String why) {
        return "Whether the role's inline policies have room for this one was not looked at before: " + why + ".";
    }

    /** For a session that only the policy of another case denies, since there is no room for its own. */
    static String standsForOthers(String roleName, String policyName) {
        return "This session is denied by the policy " + policyName + " of the role " + roleName
                + ", which another case may have written: releasing that one lets it go.";
    }

    /** For a policy under a name of ours that we did not write. */
    static String lookAtForeignPolicy(String roleName, String policyName) {
        return "Find out from CloudTrail (PutRolePolicy) who gave the role " + roleName + " the policy " + policyName
                + " that stood there before: Tourniquet does not write such a one. Its text is in the case.";
    }
}
