package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target.UserAccessKey;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.identity.Users;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Plans on a long-term key: first its owner's sessions are denied and the owner is kept from making credentials, then the
 * key is switched off; the other way round, whoever holds the key could undo the one before the other is there.
 *
 * <p>Whose the key is, IAM says, or the list of a user's keys; never the finding. Of a key that is gone the sessions live on:
 * they are denied where the finding's unique id proves the user.
 */
final class KeyPlanner {
    private final Users users;
    private final AccessKeys keys;
    private final Restraint restraint;
    private final InstantSource clock;

    KeyPlanner(Users users, AccessKeys keys, Restraint restraint, InstantSource clock) {
        this.users = users;
        this.keys = keys;
        this.restraint = restraint;
        this.clock = clock;
    }

    static String policyName(String accessKeyId) {
        return UserDenial.POLICY_PREFIX + accessKeyId;
    }

    Planning plan(Finding finding, UserAccessKey key) {
        String id = key.accessKeyId();
        Ownership ownership = keys.owner(id);
        String name = ownership instanceof Ownership.Of owner ? owner.userName() : key.userName();
        if (!Users.isName(name)) {
            return NoKey.planning(key, ownership, Optional.empty());
        }
        Standing standing = Standing.read(users, keys, name, policyName(id));
        Optional<KeyState> held = standing.key(id);
        boolean owned = ownership instanceof Ownership.Of || held.isPresent();
        boolean otherUser = standing.user()
                .filter(user -> key.userId().isEmpty() || key.userId().equals(user.userId()))
                .isEmpty();
        if (standing.user().isEmpty() || (!owned && otherUser)) {
            return NoKey.planning(key, ownership, standing.user());
        }
        User user = standing.user().get();
        return restraint.over(
                user,
                List.of(id),
                () -> containment(finding, key, ownership, new OwnedKey(user, standing, held, owned)));
    }

    /**
     * A key, or what is left of one.
     *
     * @param held as the list of its owner's keys has it
     * @param owned IAM or that list has the key
     */
    private record OwnedKey(User user, Standing standing, Optional<KeyState> held, boolean owned) {
        /**
         * Also where the list does not have yet, or not any more, what IAM ascribes to the user; but only until a denial of ours
         * stands: each later delivery that finds it so would cut off legitimate sessions again.
         */
        boolean mayWork() {
            return owned
                    && held.map(key -> !key.isInactive())
                            .orElseGet(() ->
                                    standing.policy().flatMap(UserDenial::read).isEmpty());
        }

        /** IAM ascribes it to the user, and the list of the user's keys does not have it. */
        boolean isUnlisted() {
            return owned && held.isEmpty();
        }
    }

    private Planning containment(Finding finding, UserAccessKey key, Ownership ownership, OwnedKey owned) {
        User user = owned.user();
        Standing standing = owned.standing();
        Denial denial = Denial.of(
                policyName(key.accessKeyId()), standing.policy(), user, finding, owned.mayWork(), clock.instant());
        Advice advice = new Advice(user, denial, standing.otherActive(key.accessKeyId()));
        List<String> risks = advice.risksOfKey(owned.owned());
        if (denial.stands() && !owned.isUnlisted()) {
            String off = owned.owned() ? " is inactive; " : " is no key of this account any more; ";
            return new Planning.AlreadyContained(
                    "the key " + key.accessKeyId() + off + denial.standsBecause(finding), risks);
        }
        List<Step> steps = new ArrayList<>();
        steps.add(denial.step(owned.owned() ? Phase.GUARD : Phase.CONTAIN));
        if (owned.owned()) {
            KeyState state = new KeyState(user.userName(), key.accessKeyId(), KeyState.INACTIVE);
            // What the list does not have (yet) is read once more before it is changed.
            JsonNode before = owned.held().map(Json::tree).orElse(null);
            steps.add(new Step(DeactivateKey.NAME, key.accessKeyId(), Phase.CONTAIN, before, Json.tree(state)));
        }
        Plan plan = new Plan(
                steps, risks, nextSteps(key, user, advice), advice.blastRadiusOfKey(key.accessKeyId(), ownership));
        return Restraint.decided(plan, doubts(key, owned));
    }

    /** Who may change users renames himself with one call: where the ids agree, the name is no reason to wait. */
    private static List<String> nextSteps(UserAccessKey key, User user, Advice advice) {
        List<String> steps = new ArrayList<>(advice.nextStepsOfKey(key.accessKeyId()));
        if (key.userId().equals(user.userId()) && isCalledOtherwise(key, user)) {
            steps.add("The user was renamed: the finding calls " + user.userId() + " "
                    + Advice.printable(key.userName()) + ", IAM calls it " + user.userName()
                    + ". Look for UpdateUser in CloudTrail: who did it, and why.");
        }
        return steps;
    }

    private static boolean isCalledOtherwise(UserAccessKey key, User user) {
        return !key.userName().isEmpty() && !key.userName().equals(user.userName());
    }

    private static List<String> doubts(UserAccessKey key, OwnedKey owned) {
        User user = owned.user();
        List<String> doubts = new ArrayList<>();
        if (key.userId().isEmpty() && isCalledOtherwise(key, user)) {
            doubts.add("the finding names the user " + Advice.printable(key.userName()) + ", but the key "
                    + key.accessKeyId() + " is " + user.userName() + "'s");
        }
        if (!key.userId().isEmpty() && !key.userId().equals(user.userId())) {
            doubts.add("the finding names the user id " + key.userId() + ", but " + user.userName()
                    + ", whose key it is, is " + user.userId());
        }
        if (owned.isUnlisted() && key.userId().isEmpty()) {
            doubts.add("IAM names " + user.userName() + " as the owner of the key " + key.accessKeyId()
                    + ", but the list of "
                    + user.userName()
                    + "'s keys does not have it, and the finding gives no id of its user: one of the answers "
                    + "is out of date, and the key may be somebody else's");
        }
        if (!owned.owned() && key.userId().isEmpty()) {
            doubts.add("the key " + key.accessKeyId()
                    + " is no key of this account any more, and the finding gives no id of its user: nothing proves that it "
                    + "was this " + user.userName() + "'s");
        }
        return doubts;
    }
}
