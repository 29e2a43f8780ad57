package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.finding.Target.UserAccessKey;
import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.User;

/** A key that is nobody's here, of whose user nothing is left to contain either. */
final class NoKey {
    private NoKey() {}

    /** @param namesake who has the name of the finding's user, or of the key's owner, and is another one */
    static Planning planning(UserAccessKey key, Ownership ownership, Optional<User> namesake) {
        String id = key.accessKeyId();
        String other = namesake.map(user -> "; " + user.userName() + " is another user here, " + user.userId()
                        + ", and not the finding's, " + key.userId())
                .orElse("");
        return switch (ownership) {
            case Ownership.Of(String owner, var _, String _, String _) ->
                new Planning.NothingToDo("the user " + owner + ", whose key " + id + " was, does not exist any more");
            case Ownership.Unknown(String why, boolean denied)
            when denied ->
                new Planning.Refused(
                        "nobody says whose key " + id + " is: " + why
                                + ". IAM answers so for a key of another account and for one that was deleted, and where this function may not ask"
                                + other,
                        List.of(
                                "Find out which account the key belongs to: aws sts get-access-key-info --access-key-id "
                                        + id
                                        + ". If it is another one, tell its owner; close what let the key in here.",
                                "If it is this account: see that the function may call iam:GetAccessKeyLastUsed, and find the "
                                        + "user in CloudTrail by the key's id. Deactivate the key by hand, as the runbook says.",
                                "If the key was deleted, sessions that were made with it live on for up to 36 hours: deny "
                                        + "those of its user by hand, as the runbook says."));
            case Ownership.Unknown(String why, boolean _) ->
                new Planning.NothingToDo(id + " is no key of this account, or not any more: " + why + other
                        + "; no user is left whose sessions could be denied");
        };
    }
}
