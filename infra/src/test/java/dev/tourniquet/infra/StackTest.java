package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class StackTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @Test
    void cdkNagFindsNothing() {
        assertThat(Synthesis.shared().stacks()).hasSize(3).allSatisfy(stack -> {
            Annotations annotations = Annotations.fromStack(stack);
            annotations.hasNoError("*", Match.anyValue());
            annotations.hasNoWarning("*", Match.anyValue());
        });
    }

    @Test
    void aStackCannotBeDeletedByAccident() {
        assertThat(Synthesis.shared().stacks()).allMatch(stack -> stack.getTerminationProtection());
    }

    @Test
    void theLedgerAndItsKeySurviveTheStack() {
        assertThat(Stream.of("AWS::DynamoDB::Table", "AWS::KMS::Key")
                        .flatMap(type -> TEMPLATE.resources(type).values().stream()))
                .hasSize(2)
                .allSatisfy(resource -> {
                    assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
                    assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
                });
    }

    @Test
    void theLedgerIsProtectedBackedUpAndEncryptedWithTheOwnKey() {
        JsonNode ledger = TEMPLATE.only("AWS::DynamoDB::Table");

        assertThat(ledger.path("TableName").asText()).isEqualTo("tourniquet-ledger");
        assertThat(ledger.path("DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(ledger.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(ledger.at("/SSESpecification/KMSMasterKeyId/Fn::GetAtt/0").asText())
                .isEqualTo(
                        TEMPLATE.resources("AWS::KMS::Key").keySet().iterator().next());
        assertThat(ledger.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(ledger.at("/GlobalSecondaryIndexes/0/IndexName").asText()).isEqualTo("outbox");
        assertThat(ledger.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("forgetAfter");
    }

    @Test
    void twoRegionsOfOneAccountWantDifferentRoles() {
        assertThat(roleNames(Synthesis.VIRGINIA)).doesNotContainAnyElementsOf(roleNames(Synthesis.IRELAND));
        assertThat(roleNames(Synthesis.VIRGINIA)).allMatch(name -> name.endsWith("-us-east-1") && name.length() <= 64);
    }

    @Test
    void queueAndTopicRefusePlainHttp() {
        assertThat(Stream.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
                        .map(type -> TEMPLATE.only(type).toString()))
                .allMatch(policy ->
                        policy.contains("{\"Bool\":{\"aws:SecureTransport\":\"false\"}},\"Effect\":\"Deny\""));
    }

    @Test
    void queueAndTopicAreEncryptedWithTheOwnKey() {
        assertThat(TEMPLATE.only("AWS::SQS::Queue").has("KmsMasterKeyId")).isTrue();
        assertThat(TEMPLATE.only("AWS::SNS::Topic").has("KmsMasterKeyId")).isTrue();
    }

    @Test
    void theKeyServesThoseWhoWouldOtherwiseFailInSilence() {
        List<JsonNode> statements = StreamSupport.stream(
                        TEMPLATE.only("AWS::KMS::Key")
                                .at("/KeyPolicy/Statement")
                                .spliterator(),
                        false)
                .filter(statement -> statement.path("Principal").has("Service"))
                .toList();

        assertThat(statements)
                .extracting(statement -> statement.path("Sid").asText() + " "
                        + statement.at("/Principal/Service").asText())
                .containsExactlyInAnyOrder(
                        "RulesMaySendDeadLetters events.amazonaws.com",
                        "AlarmsMayNotify cloudwatch.amazonaws.com",
                        "LogsMayEncrypt logs.us-east-1.amazonaws.com");
        assertThat(statements).allSatisfy(statement -> {
            assertThat(Template.texts(statement.path("Action"))).contains("kms:Decrypt", "kms:GenerateDataKey");
            assertThat(statement.has("Condition")).isTrue();
        });
    }

    @Test
    void alarmsMayPublishToTheTopicAndNoRuleMay() {
        assertThat(StreamSupport.stream(
                                TEMPLATE.only("AWS::SNS::TopicPolicy")
                                        .at("/PolicyDocument/Statement")
                                        .spliterator(),
                                false)
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .map(statement -> statement.at("/Principal/Service").asText()))
                .containsExactly("cloudwatch.amazonaws.com");
    }

    @Test
    void resourcesCarryTheTags() {
        assertThat(TEMPLATE.all("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(function.path("Tags").toString())
                        .contains("{\"Key\":\"application\",\"Value\":\"tourniquet\"}")
                        .contains("{\"Key\":\"data-classification\",\"Value\":\"confidential\"}"));
    }

    @Test
    void aDashboardCarriesNoTags() {
        assertThat(TEMPLATE.only("AWS::CloudWatch::Dashboard").has("Tags")).isFalse();
    }

    private static Set<String> roleNames(String stack) {
        return Synthesis.shared().template(stack).all("AWS::IAM::Role").stream()
                .map(role -> role.path("RoleName").asText())
                .collect(Collectors.toSet());
    }
}
