package dev.tourniquet.identity;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

/** The calls on IAM users and their inline policies. A user goes by its bare name here, unique in an account whatever the path. */
public final class Users {
    /** The answer for a user that is not there as well as for a policy that the user does not have. */
    private static final String ABSENT = "NoSuchEntity";

    /** Without a name IAM takes the caller for the user that is meant. */
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final IamClient iam;

    public Users(IamClient iam) {
        this.iam = iam;
    }

    /** Whether IAM accepts {@code name} as a user's; one that it does not is never asked for, nor printed. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public Optional<User> find(String userName) {
        return Calls.find(
                "iam:GetUser",
                userName,
                Set.of(ABSENT),
                () -> iam.getUser(request -> request.userName(userName)).user());
    }

    /** The text of an inline policy. */
    public Optional<String> policy(String userName, String policyName) {
        return Calls.find(
                        "iam:GetUserPolicy",
                        userName,
                        Set.of(ABSENT),
                        () -> iam.getUserPolicy(
                                        request -> request.userName(userName).policyName(policyName))
                                .policyDocument())
                .map(Roles::decoded);
    }

    /** Writes an inline policy. Where the user is gone this fails in passing: another delivery sees that there is nobody. */
    public void put(String userName, String policyName, String document) {
        String action = "iam:PutUserPolicy";
        boolean gone = Calls.find(
                        action,
                        userName,
                        Set.of(ABSENT),
                        () -> iam.putUserPolicy(request -> request.userName(userName)
                                .policyName(policyName)
                                .policyDocument(document)))
                .isEmpty();
        if (gone) {
            throw new CallFailed(action, userName, ABSENT, CallFailed.Kind.RETRYABLE, null);
        }
    }

    /** Deletes an inline policy, which may be gone already. */
    public void delete(String userName, String policyName) {
        Calls.find(
                "iam:DeleteUserPolicy",
                userName,
                Set.of(ABSENT),
                () -> iam.deleteUserPolicy(request -> request.userName(userName).policyName(policyName)));
    }
}
