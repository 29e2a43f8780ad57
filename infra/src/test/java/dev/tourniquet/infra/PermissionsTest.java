package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionsTest {

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
                                "iam:ListUserPolicies",
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

    /** What an option needs is granted with the option only. */
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
                        "ec2:DescribeAddresses",
                        "ec2:DisassociateAddress",
                        "ec2:AssociateAddress");
    }

    /** IAM quota: 10,240 characters without white space for all inline policies of a role. Half is kept for the configuration. */
    @Test
    void everyRoleFitsTheQuotaOfInlinePolicies() {
        assertThat(roles())
                .allSatisfy(role ->
                        assertThat(Evaluation.of(TEMPLATE, role).document()).hasSizeLessThan(9000));
    }

    @Test
    void noActionIsAWildcard() {
        assertThat(allStatements())
                .allSatisfy(statement ->
                        assertThat(Template.texts(statement.path("Action"))).noneMatch(action -> action.contains("*")));
    }

    @Test
    void everyStatementHasItsOwnName() {
        assertThat(roles())
                .allSatisfy(module -> assertThat(TEMPLATE.statements(module))
                        .extracting(statement -> statement.path("Sid").asText())
                        .isNotEmpty()
                        .doesNotContain("")
                        .doesNotHaveDuplicates());
    }

    @Test
    void noRoleHasManagedPolicies() {
        assertThat(Synthesis.shared().templates().flatMap(template -> template.all("AWS::IAM::Role").stream()))
                .isNotEmpty()
                .noneMatch(role -> role.has("ManagedPolicyArns"));
    }

    /** Whatever a template adds must come with a reason: the page and cdk-nag's suppressions are made of them. */
    @Test
    void everyStatementIsOneOfThoseWithAReason() {
        for (RoleSpec role : Synthesis.shared().stack(Synthesis.VIRGINIA).roles()) {
            assertThat(TEMPLATE.statements(role.name()))
                    .extracting(statement -> statement.path("Sid").asText())
                    .containsExactlyElementsOf(
                            role.permissions().stream().map(Permission::sid).toList());
            assertThat(role.permissions())
                    .noneMatch(permission -> permission.why().isBlank());
        }
    }

    @Test
    void arnsAreThoseOfThePartition() {
        Template beijing = Synthesis.shared().template(Synthesis.BEIJING);

        assertThat(beijing.json().toString()).contains("arn:aws-cn:s3:::*").doesNotContain("arn:aws:");
        assertThat(beijing.statement("block-public-access", "UseKeyForLedger")
                        .at("/Condition/StringEquals")
                        .path("kms:ViaService")
                        .asText())
                .isEqualTo("dynamodb.cn-north-1.amazonaws.com.cn");
    }

    @Test
    void aPermissionsBoundaryBoundsEveryRole() {
        assertThat(Synthesis.shared().template(Synthesis.BEIJING).all("AWS::IAM::Role"))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(role.path("PermissionsBoundary").asText())
                        .isEqualTo("arn:aws-cn:iam::210987654321:policy/workload-boundary"));
        assertThat(TEMPLATE.all("AWS::IAM::Role")).noneMatch(role -> role.has("PermissionsBoundary"));
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

    private static List<JsonNode> allStatements() {
        return roles().stream()
                .flatMap(module -> TEMPLATE.statements(module).stream())
                .toList();
    }

    private static List<String> roles() {
        return Synthesis.shared().stack(Synthesis.VIRGINIA).roles().stream()
                .map(RoleSpec::name)
                .toList();
    }
}
