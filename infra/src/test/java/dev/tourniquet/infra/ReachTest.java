package dev.tourniquet.infra;

import static dev.tourniquet.localaws.policy.Decision.ALLOWED;
import static dev.tourniquet.localaws.policy.Decision.EXPLICIT_DENY;
import static dev.tourniquet.localaws.policy.Decision.IMPLICIT_DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluates the synthesized roles as IAM would: what they reach, and what they never do. */
class ReachTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final Template WITHOUT_OPTIONS = Synthesis.shared().template(Synthesis.IRELAND);
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String GROUP = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-0123456789abcdef0";
    private static final String QUARANTINE = "tourniquet:quarantine";
    private static final String CONNECTION_CUT = "tourniquet:connection-cut";

    @ParameterizedTest
    @CsvSource({
        "revoke-sessions, iam:PutRolePolicy",
        "revoke-sessions, iam:DeleteRolePolicy",
        "isolate-instance, iam:PutRolePolicy",
        "isolate-instance, iam:DeleteRolePolicy",
        "prune-revocations, iam:DeleteRolePolicy"
    })
    void whatChangesRolesStopsBeforeThoseThatAreOutOfReach(String role, String action) {
        assertThat(decision(role, action, "role/web")).isEqualTo(ALLOWED);
        assertThat(decision(role, action, "role/team/web")).isEqualTo(ALLOWED);
        for (String never : new String[] {
            "role/tourniquet-revoke-sessions-us-east-1",
            "role/tourniquet-prune-revocations-schedule-eu-west-1",
            "role/cdk-hnb659fds-deploy-role-123456789012-us-east-1",
            "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
            "role/BreakGlass",
            "role/emergency/BreakGlass"
        }) {
            assertThat(decision(role, action, never)).as(never).isEqualTo(EXPLICIT_DENY);
        }
        assertThat(decision(role, action, "user/alice")).isEqualTo(IMPLICIT_DENY);
        assertThat(Evaluation.of(TEMPLATE, role).of(action, "arn:aws:iam::210987654321:role/web"))
                .isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void thePrunerPutsNoPolicyAnywhere() {
        assertThat(decision("prune-revocations", "iam:PutRolePolicy", "role/web"))
                .isEqualTo(IMPLICIT_DENY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:UpdateAccessKey", "iam:PutUserPolicy", "iam:DeleteUserPolicy"})
    void whatChangesUsersStopsBeforeThoseThatAreProtected(String action) {
        assertThat(decision("deactivate-access-key", action, "user/alice")).isEqualTo(ALLOWED);
        assertThat(decision("deactivate-access-key", action, "user/team/alice")).isEqualTo(ALLOWED);
        assertThat(decision("deactivate-access-key", action, "user/BreakGlass")).isEqualTo(EXPLICIT_DENY);
        assertThat(decision("deactivate-access-key", action, "user/emergency/BreakGlass"))
                .isEqualTo(EXPLICIT_DENY);
        assertThat(decision("deactivate-access-key", action, "role/web")).isEqualTo(IMPLICIT_DENY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolate-instance",
                "revoke-sessions",
                "deactivate-access-key",
                "block-public-access",
                "republish-outcomes",
                "prune-revocations",
                "prune-revocations-schedule"
            })
    void noRoleCanMakeCredentialsOrGiveRights(String role) {
        for (String action : new String[] {
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:UpdateLoginProfile",
            "iam:CreateUser",
            "iam:AttachUserPolicy",
            "iam:DeleteAccessKey",
            "iam:DeleteUserPermissionsBoundary",
            "iam:AddUserToGroup"
        }) {
            assertThat(decision(role, action, "user/alice")).as(action).isEqualTo(IMPLICIT_DENY);
        }
        for (String action : new String[] {
            "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole", "iam:DeleteRole", "sts:AssumeRole"
        }) {
            assertThat(decision(role, action, "role/web")).as(action).isEqualTo(IMPLICIT_DENY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress"})
    void aQuarantineGroupNeverGetsARule(String action) {
        Request request = Request.of(action, GROUP);
        Request quarantine = request.with("ec2:ResourceTag/" + QUARANTINE, "true");

        assertThat(isolation(request.with("ec2:ResourceTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(ALLOWED);
        assertThat(isolation(request)).isEqualTo(IMPLICIT_DENY);
        assertThat(isolation(quarantine)).isEqualTo(EXPLICIT_DENY);
        assertThat(isolation(quarantine.with("ec2:ResourceTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(EXPLICIT_DENY);
    }

    @Test
    void aGroupIsCreatedWithOneOfTheTwoTagsAndNeverWithBoth() {
        Request request = Request.of("ec2:CreateSecurityGroup", GROUP);
        Request quarantine = request.with("aws:RequestTag/" + QUARANTINE, "true");

        assertThat(isolation(quarantine)).isEqualTo(ALLOWED);
        assertThat(isolation(request.with("aws:RequestTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(ALLOWED);
        assertThat(isolation(quarantine.with("aws:RequestTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(isolation(request)).isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void noTagIsPutOnAGroupThatExists() {
        Request request = Request.of("ec2:CreateTags", GROUP)
                .with("aws:TagKeys", CONNECTION_CUT)
                .with("aws:RequestTag/" + CONNECTION_CUT, "true");

        assertThat(isolation(request)).isEqualTo(IMPLICIT_DENY);
        assertThat(isolation(request.with("ec2:CreateAction", "CreateSecurityGroup")))
                .isEqualTo(ALLOWED);
    }

    @Test
    void rulesAreOnlyTakenFromQuarantineGroups() {
        Request request = Request.of("ec2:RevokeSecurityGroupIngress", GROUP);

        assertThat(isolation(request.with("ec2:ResourceTag/" + QUARANTINE, "true")))
                .isEqualTo(ALLOWED);
        assertThat(isolation(request)).isEqualTo(IMPLICIT_DENY);
        assertThat(isolation(request.with("ec2:ResourceTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void withoutItsOptionNoGroupIsOpenedAndNoAddressTaken() {
        Evaluation isolation = Evaluation.of(WITHOUT_OPTIONS, "isolate-instance");
        String group = GROUP.replace("us-east-1", "eu-west-1");

        assertThat(isolation.of(
                        Request.of("ec2:CreateSecurityGroup", group).with("aws:RequestTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(isolation.of(Request.of("ec2:AuthorizeSecurityGroupIngress", group)
                        .with("ec2:ResourceTag/" + CONNECTION_CUT, "true")))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(isolation.of(
                        "ec2:DisassociateAddress",
                        "arn:aws:ec2:eu-west-1:123456789012:elastic-ip/eipalloc-0123456789abcdef0"))
                .isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void withItsOptionAddressesOfTheOwnRegionAreReached() {
        String address = "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-0123456789abcdef0";

        assertThat(isolation(Request.of("ec2:DisassociateAddress", address))).isEqualTo(ALLOWED);
        assertThat(isolation(Request.of("ec2:AssociateAddress", address))).isEqualTo(ALLOWED);
        assertThat(isolation(Request.of("ec2:DisassociateAddress", address.replace("us-east-1", "eu-west-1"))))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(isolation(Request.of("ec2:ReleaseAddress", address))).isEqualTo(IMPLICIT_DENY);
    }

    private static Decision decision(String role, String action, String resource) {
        return Evaluation.of(TEMPLATE, role).of(action, IAM + resource);
    }

    private static Decision isolation(Request request) {
        return Evaluation.of(TEMPLATE, "isolate-instance").of(request);
    }
}
