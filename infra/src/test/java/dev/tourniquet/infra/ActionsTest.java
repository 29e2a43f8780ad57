package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which actions each role has: those that its function calls. */
class ActionsTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    private static final Set<String> SHARED = Set.of(
            "dynamodb:Query",
            "dynamodb:PutItem",
            "events:PutEvents",
            "sqs:SendMessage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo");

    static Stream<Arguments> actionsByFunction() {
        return Stream.of(
                Arguments.of(
                        "isolate-instance",
                        Set.of(
                                "ec2:DescribeInstances",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSecurityGroups",
                                "ec2:CreateSecurityGroup",
                                "ec2:AuthorizeSecurityGroupEgress",
                                "ec2:AuthorizeSecurityGroupIngress",
                                "ec2:DescribeAddresses",
                                "ec2:DisassociateAddress",
                                "ec2:AssociateAddress",
                                "ec2:GetConsoleOutput",
                                "ec2:GetConsoleScreenshot",
                                "ec2:RevokeSecurityGroupEgress",
                                "ec2:RevokeSecurityGroupIngress",
                                "ec2:CreateTags",
                                "ec2:DeleteTags",
                                "ec2:ModifyNetworkInterfaceAttribute",
                                "ec2:DescribeInstanceAttribute",
                                "ec2:ModifyInstanceAttribute",
                                "ec2:CreateSnapshots",
                                "ec2:DescribeSnapshots",
                                "autoscaling:DescribeAutoScalingInstances",
                                "autoscaling:DescribeAutoScalingGroups",
                                "autoscaling:EnterStandby",
                                "autoscaling:ExitStandby",
                                "autoscaling:DetachInstances",
                                "autoscaling:AttachInstances",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth",
                                "elasticloadbalancing:DeregisterTargets",
                                "elasticloadbalancing:RegisterTargets",
                                "elasticloadbalancing:DescribeLoadBalancers",
                                "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
                                "elasticloadbalancing:RegisterInstancesWithLoadBalancer",
                                "iam:GetInstanceProfile",
                                "iam:GetRole",
                                "iam:GetRolePolicy",
                                "iam:ListRolePolicies",
                                "iam:PutRolePolicy",
                                "iam:DeleteRolePolicy")),
                Arguments.of(
                        "revoke-sessions",
                        Set.of(
                                "iam:GetRole",
                                "iam:GetRolePolicy",
                                "iam:ListRolePolicies",
                                "iam:ListInstanceProfilesForRole",
                                "iam:PutRolePolicy",
                                "iam:DeleteRolePolicy")),
                Arguments.of(
                        "deactivate-access-key",
                        Set.of(
                                "iam:GetAccessKeyLastUsed",
                                "iam:GetUser",
                                "iam:ListAccessKeys",
                                "iam:UpdateAccessKey",
                                "iam:GetUserPolicy",
                                "iam:PutUserPolicy",
                                "iam:DeleteUserPolicy")),
                Arguments.of(
                        "block-public-access",
                        Set.of(
                                "s3:GetBucketPublicAccessBlock",
                                "s3:PutBucketPublicAccessBlock",
                                "s3:GetBucketPolicy",
                                "s3:GetBucketAcl",
                                "s3:GetBucketTagging",
                                "s3:ListAllMyBuckets",
                                "s3:GetAccountPublicAccessBlock",
                                "s3:PutAccountPublicAccessBlock")),
                Arguments.of("republish-outcomes", Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("actionsByFunction")
    void aRoleMayDoWhatItsFunctionCallsAndNothingElse(String module, Set<String> own) {
        Set<String> expected = new TreeSet<>(SHARED);
        expected.addAll(own);

        assertThat(allowed(module)).isEqualTo(expected);
    }

    @Test
    void thePrunerKeepsNoCasesAndAnnouncesNothing() {
        assertThat(allowed("prune-revocations"))
                .containsExactlyInAnyOrder(
                        "iam:GetAccountAuthorizationDetails",
                        "iam:GetRolePolicy",
                        "iam:DeleteRolePolicy",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "sqs:SendMessage",
                        "kms:Decrypt",
                        "kms:GenerateDataKey");
    }

    @Test
    void theScheduleMayInvokeItsFunctionAndSendDeadLetters() {
        assertThat(allowed("prune-revocations-schedule"))
                .containsExactlyInAnyOrder(
                        "lambda:InvokeFunction", "sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey");
        assertThat(TEMPLATE.statement("prune-revocations-schedule", "InvokeFunction")
                        .path("Resource")
                        .asText())
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:tourniquet-prune-revocations");
    }

    /** What an option does is granted with the option only; what takes it back, always. */
    @Test
    void whatNoOptionAsksForIsNotGranted() {
        Set<String> with = allowed("isolate-instance");
        Set<String> without = allowed(Synthesis.shared().template(Synthesis.IRELAND), "isolate-instance");

        assertThat(with).containsAll(without);
        with.removeAll(without);
        assertThat(with)
                .containsExactlyInAnyOrder(
                        "ec2:AuthorizeSecurityGroupEgress",
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:DisassociateAddress");
    }

    private static Set<String> allowed(String role) {
        return allowed(TEMPLATE, role);
    }

    private static Set<String> allowed(Template template, String role) {
        return template.statements(role).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(statement -> Template.texts(statement.path("Action")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
