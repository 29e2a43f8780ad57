package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles must not be able to do, whatever the code of the functions does. */
class OutOfReachTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final String ROLE = "arn:aws:iam::123456789012:role/";

    @ParameterizedTest
    @ValueSource(strings = {"revoke-sessions", "isolate-instance", "prune-revocations"})
    void theResponderCannotTouchItselfOrItsDeployment(String module) {
        assertThat(denied(module, "NeverTouchOwnOrUnmodifiableRoles"))
                .containsExactlyInAnyOrder(
                        ROLE + "tourniquet-*", ROLE + "cdk-*", ROLE + "aws-service-role/*", ROLE + "aws-reserved/*");
    }

    /** Every role of every Region of the account is inside the pattern that is denied. */
    @Test
    void allOwnRolesAreInsideTheDeniedPattern() {
        assertThat(Synthesis.shared().templates().flatMap(template -> template.all("AWS::IAM::Role").stream()))
                .extracting(role -> role.path("RoleName").asText())
                .allMatch(name -> name.startsWith("tourniquet-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke-sessions", "isolate-instance", "prune-revocations"})
    void protectedRolesAreDeniedWithAndWithoutPath(String module) {
        assertThat(denied(module, "NeverTouchProtectedRoles"))
                .containsExactlyInAnyOrder(ROLE + "BreakGlass", ROLE + "*/BreakGlass");
    }

    @Test
    void protectedUsersAreDeniedWithAndWithoutPath() {
        String user = "arn:aws:iam::123456789012:user/";

        assertThat(denied("deactivate-access-key", "NeverTouchProtectedUsers"))
                .containsExactlyInAnyOrder(user + "BreakGlass", user + "*/BreakGlass");
    }

    @ParameterizedTest
    @CsvSource({
        "revoke-sessions, NeverTouchOwnOrUnmodifiableRoles",
        "revoke-sessions, NeverTouchProtectedRoles",
        "isolate-instance, NeverTouchOwnOrUnmodifiableRoles",
        "isolate-instance, NeverTouchProtectedRoles",
        "prune-revocations, NeverTouchOwnOrUnmodifiableRoles",
        "prune-revocations, NeverTouchProtectedRoles",
        "deactivate-access-key, NeverTouchProtectedUsers"
    })
    void aDenyCoversEveryIamActionThatChangesSomething(String module, String sid) {
        assertThat(Template.texts(TEMPLATE.statement(module, sid).path("Action")))
                .isEqualTo(TEMPLATE.statements(module).stream()
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .flatMap(statement -> Template.texts(statement.path("Action")).stream())
                        .filter(action -> action.matches("iam:(Put|Delete|Update|Attach|Create|Add|Set).*"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void rulesAreOnlyRemovedFromGroupsTaggedAsQuarantine() {
        assertThat(TEMPLATE.statement("isolate-instance", "EmptyQuarantineGroup")
                        .at("/Condition/StringEquals")
                        .path("ec2:ResourceTag/tourniquet:quarantine")
                        .asText())
                .isEqualTo("true");
    }

    /** Otherwise the condition on the quarantine tag could be met by first tagging any group. */
    @Test
    void aSecurityGroupCanOnlyBeTaggedInTheCallThatCreatesIt() {
        assertThat(TEMPLATE.statements("isolate-instance").stream()
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .filter(statement ->
                                Template.texts(statement.path("Action")).contains("ec2:CreateTags"))
                        .filter(statement ->
                                statement.path("Resource").toString().contains(":security-group/")))
                .singleElement()
                .satisfies(statement -> assertThat(Template.texts(
                                statement.at("/Condition/StringEquals").path("ec2:CreateAction")))
                        .containsExactlyInAnyOrder("CreateSecurityGroup", "CreateSnapshots"));
    }

    @Test
    void theExemptionTagIsBeyondTheResponder() {
        JsonNode statement = TEMPLATE.statement("isolate-instance", "NeverChangeExemptions");

        assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
        assertThat(statement
                        .at("/Condition/ForAnyValue:StringEquals")
                        .path("aws:TagKeys")
                        .asText())
                .isEqualTo("tourniquet:exempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"isolate-instance", "revoke-sessions", "deactivate-access-key", "block-public-access"})
    void aResponseSeesItsOwnCasesOnly(String module) {
        assertThat(TEMPLATE.statement(module, "KeepOwnCases")
                        .at("/Condition/ForAllValues:StringLike")
                        .path("dynamodb:LeadingKeys")
                        .asText())
                .isEqualTo(module + "/*");
    }

    @Test
    void bucketsOfOtherAccountsAreOutOfReach() {
        assertThat(List.of("ReadBuckets", "BlockBuckets"))
                .allSatisfy(sid -> assertThat(TEMPLATE.statement("block-public-access", sid)
                                .at("/Condition/StringEquals")
                                .path("aws:ResourceAccount")
                                .asText())
                        .isEqualTo("123456789012"));
    }

    private static Set<String> denied(String module, String sid) {
        JsonNode statement = TEMPLATE.statement(module, sid);
        assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
        assertThat(statement.has("Condition")).isFalse();
        return Template.texts(statement.path("Resource"));
    }
}
