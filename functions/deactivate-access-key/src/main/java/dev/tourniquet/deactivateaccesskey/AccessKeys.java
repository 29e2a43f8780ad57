package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** The calls on users' long-term keys. */
final class AccessKeys {
    private static final String ABSENT = "NoSuchEntity";

    private final IamClient iam;

    AccessKeys(IamClient iam) {
        this.iam = iam;
    }

    /**
     * Whose a key is. For one that it does not know in this account IAM documents no answer; it denies the call, as it does
     * where the caller may not make it at all.
     */
    Ownership owner(String accessKeyId) {
        try {
            GetAccessKeyLastUsedResponse found = Calls.call(
                    "iam:GetAccessKeyLastUsed",
                    accessKeyId,
                    () -> iam.getAccessKeyLastUsed(request -> request.accessKeyId(accessKeyId)));
            var lastUse = found.accessKeyLastUsed();
            return found.userName() == null || found.userName().isEmpty()
                    ? new Ownership.Unknown("IAM names no user for it", false)
                    : new Ownership.Of(
                            found.userName(), lastUse.lastUsedDate(), lastUse.serviceName(), lastUse.region());
        } catch (CallFailed failed) {
            boolean denied = failed.kind() == CallFailed.Kind.DENIED;
            if (denied || failed.code().equals(ABSENT)) {
                return new Ownership.Unknown(String.valueOf(failed.getMessage()), denied);
            }
            throw failed;
        }
    }

    /** All keys of a user, none where there is no such user. */
    List<KeyState> of(String userName) {
        return Calls.find(
                        "iam:ListAccessKeys",
                        userName,
                        Set.of(ABSENT),
                        () ->
                                iam
                                        .listAccessKeysPaginator(request -> request.userName(userName))
                                        .accessKeyMetadata()
                                        .stream()
                                        .map(key -> new KeyState(userName, key.accessKeyId(), key.statusAsString()))
                                        .toList())
                .orElse(List.of());
    }

    /** The state of one key, {@link KeyState#GONE} where the user does not have it. */
    KeyState state(String userName, String accessKeyId) {
        return of(userName).stream()
                .filter(key -> key.accessKeyId().equals(accessKeyId))
                .findFirst()
                .orElse(new KeyState(userName, accessKeyId, KeyState.GONE));
    }

    /** Switches a key on or off; changes nothing where it is gone, which the answer says. */
    boolean update(KeyState key) {
        Optional<?> made = Calls.find(
                "iam:UpdateAccessKey",
                key.userName() + "/" + key.accessKeyId(),
                Set.of(ABSENT),
                () -> iam.updateAccessKey(request -> request.userName(key.userName())
                        .accessKeyId(key.accessKeyId())
                        .status(StatusType.fromValue(key.status()))));
        return made.isPresent();
    }
}
