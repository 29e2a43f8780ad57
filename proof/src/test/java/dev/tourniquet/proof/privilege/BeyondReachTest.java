package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.Request;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody changes through the responder what the responder may do, who deploys it, or who is protected. */
final class BeyondReachTest {
    private static final Account ACCOUNT = Account.withEveryOption();

    /** What a role may change at all, and why. */
    private static final Map<String, Set<String>> CHANGES = Map.of(
            "isolate-instance", Set.of("iam:PutRolePolicy", "iam:DeleteRolePolicy"),
            "revoke-sessions", Set.of("iam:PutRolePolicy", "iam:DeleteRolePolicy"),
            "deactivate-access-key", Set.of("iam:PutUserPolicy", "iam:DeleteUserPolicy", "iam:UpdateAccessKey"),
            "prune-revocations", Set.of("iam:DeleteRolePolicy"));

    @Test
    void allWaysOfChangingAreTriedOut() {
        assertThat(OutOfReach.changes())
                .hasSizeGreaterThan(100)
                .contains(
                        "iam:PassRole",
                        "iam:AttachRolePolicy",
                        "iam:PutRolePermissionsBoundary",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:CreatePolicyVersion",
                        "iam:CreateAccessKey",
                        "iam:AddUserToGroup",
                        "sts:AssumeRole")
                .noneMatch(action -> action.matches("iam:(Get|List).*"));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRoleChangesWhatIsOutOfReach(String role) {
        assertThat(OutOfReach.resources(LocalAws.ACCOUNT).stream()
                        .flatMap(resource -> OutOfReach.changes().stream().map(action -> Request.of(action, resource)))
                        .filter(request -> ACCOUNT.decisionOfRole(role, request).isAllowed()))
                .isEmpty();
    }

    /** So that what else might be allowed one day does not undo it. */
    @ParameterizedTest
    @MethodSource("roles")
    void whatARoleMayChangeElsewhereIsDeniedThere(String role) {
        assertThat(OutOfReach.resources(LocalAws.ACCOUNT).stream()
                        .flatMap(resource -> changes(role).stream().map(action -> Request.of(action, resource)))
                        .filter(BeyondReachTest::isOfItsKind))
                .allMatch(request -> ACCOUNT.decisionOfRole(role, request) == Decision.EXPLICIT_DENY);
    }

    /** On a role, a user, a group or a policy of nobody in particular. */
    @ParameterizedTest
    @MethodSource("roles")
    void aRoleChangesNothingElsewhereButWhatItIsFor(String role) {
        assertThat(Stream.of("role/web", "role/team/web", "user/alice", "group/staff", "policy/p")
                        .map(name -> "arn:aws:iam::" + LocalAws.ACCOUNT + ":" + name)
                        .flatMap(resource -> OutOfReach.changes().stream().map(action -> Request.of(action, resource)))
                        .filter(request -> ACCOUNT.decisionOfRole(role, request).isAllowed())
                        .map(Request::action)
                        .collect(Collectors.toSet()))
                .isEqualTo(changes(role));
    }

    private static Set<String> changes(String role) {
        String module = role.replaceFirst("^tourniquet-", "").replaceFirst("-us-east-1$", "");
        return CHANGES.getOrDefault(module, Set.of());
    }

    private static boolean isOfItsKind(Request request) {
        return request.action().contains("Role")
                ? request.resource().contains(":role/")
                : request.resource().contains(":user/");
    }

    static Set<String> roles() {
        assertThat(ACCOUNT.roles()).hasSizeGreaterThan(CHANGES.size());
        return ACCOUNT.roles().keySet();
    }
}
