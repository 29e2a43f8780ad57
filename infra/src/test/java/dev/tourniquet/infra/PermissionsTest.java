package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.iam.Effect;

class PermissionsTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    /** IAM quota: 10,240 characters without white space for all inline policies of a role. The rest is for protected principals. */
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

    /** That the actions know no resource indeed is shown where their calls are evaluated, in the module proof. */
    @Test
    void whatIsAllowedOnEverythingSaysWhyItMustBe() {
        assertThat(Synthesis.shared().stack(Synthesis.VIRGINIA).roles().stream()
                        .flatMap(role -> role.permissions().stream())
                        .filter(permission -> permission.effect() == Effect.ALLOW))
                .allMatch(permission -> permission.resources().contains("*")
                        != permission.whyAll().isBlank())
                .anyMatch(permission -> permission.resources().contains("*"));
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
