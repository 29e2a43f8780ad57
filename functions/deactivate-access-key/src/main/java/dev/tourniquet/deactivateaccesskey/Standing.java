package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.identity.Users;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.User;

/**
 * What a plan on one user starts from.
 *
 * @param keys the user's long-term keys
 * @param policy the text of the policy that the plan is about, as it stands now
 */
record Standing(Optional<User> user, List<KeyState> keys, Optional<String> policy) {

    /** All at once: each round trip before the cut is the attacker's time. */
    static Standing read(Users users, AccessKeys keys, String userName, String policyName) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> users.policy(userName, policyName));
            Supplier<List<KeyState>> held = reads.start(() -> keys.of(userName));
            Optional<User> user = users.find(userName);
            return new Standing(user, held.get(), policy.get());
        }
    }

    /** The key of this id, if it is the user's. */
    Optional<KeyState> key(String accessKeyId) {
        return keys.stream()
                .filter(key -> key.accessKeyId().equals(accessKeyId))
                .findFirst();
    }

    /** The ids of the user's active keys but {@code accessKeyId}. */
    List<String> otherActive(String accessKeyId) {
        return keys.stream()
                .filter(KeyState::isActive)
                .map(KeyState::accessKeyId)
                .filter(id -> !id.equals(accessKeyId))
                .toList();
    }
}
