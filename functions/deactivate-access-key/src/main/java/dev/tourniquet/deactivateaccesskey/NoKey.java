package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.finding.Target.UserAccessKey;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.User;

/** A key that is nobody's here, whose user cannot be told either. */
final class NoKey {
    private static final String LEFT_BEHIND =
            "If the key was deleted, sessions that were made with it live on for up to 36 hours: deny those of its user by "
                    + "hand, as the runbook says.";

    private NoKey() {}

    /** @param namesake who has the name of the finding's user, or of the key's owner, and is another one */
    static Planning planning(UserAccessKey key, Ownership ownership, Optional<User> namesake) {
        String id = key.accessKeyId();
        String other = namesake.map(user -> "; " + user.userName() + " is another user here, " + user.userId()
                        + ", and not the finding's, " + key.userId())
                .orElse("");
        return switch (ownership) {
            case Ownership.Of(String owner, var _, String _, String _) -> throw vanished(owner, id);
            case Ownership.Unknown(String why, boolean denied)
            when denied ->
                refused(
                        key,
                        "nobody says whose key " + id + " is: " + why
                                + ". IAM answers so for a key of another account and for one that was deleted, and where this function may not ask"
                                + other,
                        "Find out which account the key belongs to: aws sts get-access-key-info --access-key-id " + id
                                + ". If it is another one, tell its owner; close what let the key in here.",
                        "If it is this account: see that the function may call iam:GetAccessKeyLastUsed, and find the "
                                + "user in CloudTrail by the key's id. Deactivate the key by hand, as the runbook says.",
                        LEFT_BEHIND);
            case Ownership.Unknown(String why, boolean _)
            when key.userId().isEmpty() ->
                new Planning.NothingToDo(id + " is no key of this account, or not any more: " + why
                        + "; and the finding does not say by id whose sessions could be denied");
            case Ownership.Unknown(String why, boolean _) ->
                refused(
                        key,
                        id + " is no key of this account, or not any more: " + why + other
                                + "; what has become of the user " + key.userId() + " is not known",
                        LEFT_BEHIND);
        };
    }

    /** IAM has just named the owner: this is a race, or the answer of a replica that lags behind. */
    private static CallFailed vanished(String owner, String id) {
        return new CallFailed("iam:GetUser", owner, "NoSuchEntity", CallFailed.Kind.RETRYABLE, null)
                .explained(
                        ", although IAM names " + owner + " as the owner of the key " + id,
                        "Ask again whose the key is (aws iam get-access-key-last-used), and deactivate it by hand, as the runbook "
                                + "says.");
    }

    private static Planning.Refused refused(UserAccessKey key, String why, String... steps) {
        Stream<String> lookUp = key.userId().isEmpty() ? Stream.empty() : Stream.of(Advice.lookUp(key.userId()));
        return new Planning.Refused(why, Stream.concat(Stream.of(steps), lookUp).toList());
    }
}
