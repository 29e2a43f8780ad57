package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.identity.Users;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.model.User;

/** What stays open after a containment of a user, whom else it hits, and what a person does next. */
final class Advice {
    private final User user;
    private final String name;
    private final Denial denial;
    private final List<String> otherKeys;

    /** @param otherKeys the user's active keys that the plan does not switch off */
    Advice(User user, Denial denial, List<String> otherKeys) {
        this.user = user;
        this.name = user.userName();
        this.denial = denial;
        this.otherKeys = List.copyOf(otherKeys);
    }

    /** A name from a finding. A person may copy it into a command, so one that IAM would not accept is never printed. */
    static String printable(String userName) {
        return Users.isName(userName) ? userName : "(a name that IAM would not accept)";
    }

    /** A user can get another name, and keeps the id. */
    static String lookUp(String userId) {
        return "Look for the user id " + userId
                + " in what aws iam list-users says: a user may have been renamed (UpdateUser "
                + "in CloudTrail). Deny that user's sessions by hand, as the runbook says. If nobody has the id, the user was "
                + "deleted; see then what resource policies allow.";
    }

    /** @param owned the key exists, and the plan switches it off */
    List<String> risksOfKey(boolean owned) {
        List<String> risks = new ArrayList<>();
        risks.add("IAM takes up to some minutes until the policy" + (owned ? " and the key's status are" : " is")
                + " in force everywhere.");
        if (owned) {
            risks.add(
                    "A session that is made with the key from " + denial.next().cutOff()
                            + " on, before the deactivation is in force everywhere, passes, and can live for 36 hours.");
        }
        if (!otherKeys.isEmpty()) {
            risks.add("Other active keys of " + name + " work on, the policy does nothing to them: "
                    + String.join(", ", otherKeys) + ".");
        }
        risks.add(password());
        risks.addAll(ofAnyUser());
        return risks;
    }

    List<String> risksOfSession() {
        List<String> risks = new ArrayList<>();
        risks.add("IAM takes up to some minutes until the policy is in force everywhere.");
        risks.add(
                otherKeys.isEmpty()
                        ? name
                                + " has no active key; whoever switches one on gets new sessions with it, and those pass."
                        : "Active keys of " + name
                                + " work on, the policy does nothing to them, and whoever holds one gets new "
                                + "sessions, which pass: " + String.join(", ", otherKeys) + ".");
        risks.add(password());
        risks.addAll(ofAnyUser());
        return risks;
    }

    private String password() {
        return user.passwordLastUsed() == null
                ? "Whether " + name
                        + " has a password was not looked at; whoever knows it can sign in anew, and that session passes."
                : "Whoever knows the password of " + name + " (last used " + user.passwordLastUsed()
                        + ") can sign in anew, and that session passes.";
    }

    private List<String> ofAnyUser() {
        return List.of(
                "Sessions of roles that " + name
                        + " assumed, and of roles assumed from those (role chaining), belong to the roles and are not cut.",
                "SSH keys, service-specific credentials (Git, Bedrock and others) and signing certificates of " + name
                        + " were neither looked at nor touched.",
                "The policy binds " + name
                        + " alone: whoever holds another principal that may manage users can take all of this back.");
    }

    List<String> blastRadiusOfKey(String accessKeyId, Ownership ownership) {
        List<String> hit = new ArrayList<>();
        hit.add(
                switch (ownership) {
                    case Ownership.Of(String _, var used, String service, String region)
                    when used != null ->
                        "The key " + accessKeyId + " was last used at " + used + " by " + service + " in " + region
                                + ": what uses it legitimately fails from now on.";
                    case Ownership.Of _ -> "IAM knows of no use of the key " + accessKeyId + ".";
                    case Ownership.Unknown(String why, boolean _) ->
                        "When the key " + accessKeyId + " was last used is not known: " + why + ".";
                });
        hit.addAll(blastRadiusOfSession());
        return hit;
    }

    List<String> blastRadiusOfSession() {
        return List.of(
                "Every session of " + name + " issued before " + denial.next().cutOff()
                        + " is denied, in the console too, the legitimate ones as well.",
                "Until the release " + name
                        + " cannot make itself keys, a password or other credentials, nor register or remove MFA devices, nor change its "
                        + "own inline policies and name. "
                        + "Others, administrators too, can do so for " + name + " as before.");
    }

    List<String> nextStepsOfKey(String accessKeyId) {
        List<String> steps = new ArrayList<>();
        steps.add("Look in CloudTrail for what the key " + accessKeyId
                + " did: sessions (GetSessionToken, GetFederationToken) and roles (AssumeRole) that it took, and new users, keys, "
                + "passwords, roles and policies. Contain those, too.");
        if (!otherKeys.isEmpty()) {
            steps.add("Find out whether the other keys of " + name + " were taken as well ("
                    + String.join(", ", otherKeys) + "); if so, deactivate them.");
        }
        steps.add("Find out how the key got out. Give what needs one a role, or a new key, and delete this one.");
        return withForeignPolicy(steps);
    }

    List<String> nextStepsOfSession() {
        List<String> steps = new ArrayList<>();
        steps.add(
                "Find in CloudTrail the call that made the session (GetSessionToken, GetFederationToken, ConsoleLogin); "
                        + "deactivate the key that made it, or change the password and look at the MFA devices.");
        steps.add("Look in CloudTrail for roles (AssumeRole) that the sessions of " + name
                + " took, and for new users, keys, passwords, roles and policies. Contain those, too.");
        return withForeignPolicy(steps);
    }

    private List<String> withForeignPolicy(List<String> steps) {
        if (denial.replacesForeign()) {
            steps.add("Find out from CloudTrail (PutUserPolicy) who gave the user " + name + " the policy "
                    + denial.policyName()
                    + " that stood there before: Tourniquet does not write such a one. Its text is in the case.");
        }
        return steps;
    }
}
