package dev.tourniquet.infra;

import static dev.tourniquet.localaws.policy.Decision.ALLOWED;
import static dev.tourniquet.localaws.policy.Decision.EXPLICIT_DENY;
import static dev.tourniquet.localaws.policy.Decision.IMPLICIT_DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Evaluates the synthesized role of isolate-instance as IAM would: what it reaches, and what it never does. The calls of all functions, and
 * the roles that none of them may change, are evaluated in the module proof.
 */
class ReachTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final Template WITHOUT_OPTIONS = Synthesis.shared().template(Synthesis.IRELAND);
    private static final String GROUP = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-0123456789abcdef0";
    private static final String QUARANTINE = "tourniquet:quarantine";
    private static final String CONNECTION_CUT = "tourniquet:connection-cut";

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

    private static Decision isolation(Request request) {
        return Evaluation.of(TEMPLATE, "isolate-instance").of(request);
    }
}
