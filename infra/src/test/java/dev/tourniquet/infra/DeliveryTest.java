package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @Test
    void whatARuleCannotDeliverIsRetriedAndThenKept() {
        assertThat(targets()).hasSize(15).allSatisfy(target -> {
            assertThat(target.at("/DeadLetterConfig/Arn/Fn::GetAtt/0").asText()).isEqualTo(deadLetters());
            assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                    .isEqualTo(3600);
            assertThat(target.at("/RetryPolicy/MaximumRetryAttempts").asInt()).isPositive();
        });
    }

    @Test
    void whatAFunctionCannotHandleIsRetriedAndThenKept() {
        assertThat(TEMPLATE.all("AWS::Lambda::EventInvokeConfig")).hasSize(12).allSatisfy(config -> {
            assertThat(config.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt/0")
                            .asText())
                    .isEqualTo(deadLetters());
            assertThat(config.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(3600);
            assertThat(config.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        });
        assertThat(functionsOf("AWS::Lambda::EventInvokeConfig", "/FunctionName/Ref"))
                .isEqualTo(TEMPLATE.resources("AWS::Lambda::Function").keySet());
    }

    /** Lambda has these settings for each qualifier by itself. */
    @Test
    void theSameHoldsForAnAliasAndForTheFunctionBehindIt() {
        assertThat(TEMPLATE.resources("AWS::Lambda::Alias")).isNotEmpty().allSatisfy((id, alias) -> {
            String function = alias.at("/Properties/FunctionName/Ref").asText();
            assertThat(TEMPLATE.all("AWS::Lambda::EventInvokeConfig"))
                    .filteredOn(
                            config -> config.at("/FunctionName/Ref").asText().equals(function))
                    .extracting(config -> config.path("Qualifier").toString())
                    .containsExactlyInAnyOrder(
                            "\"$LATEST\"", "{\"Fn::Select\":[7,{\"Fn::Split\":[\":\",{\"Ref\":\"" + id + "\"}]}]}");
        });
    }

    @Test
    void everyRuleMayWriteToTheDeadLetterQueue() {
        Set<String> allowed = statements(TEMPLATE.only("AWS::SQS::QueuePolicy"))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .map(statement -> statement
                        .at("/Condition/ArnEquals/aws:SourceArn/Fn::GetAtt/0")
                        .asText())
                .collect(Collectors.toSet());

        assertThat(allowed).isEqualTo(TEMPLATE.resources("AWS::Events::Rule").keySet());
    }

    @Test
    void onlyItsRulesMayInvokeAFunction() {
        assertThat(TEMPLATE.all("AWS::Lambda::Permission")).hasSize(15).allSatisfy(permission -> {
            assertThat(permission.path("Principal").asText()).isEqualTo("events.amazonaws.com");
            assertThat(rules()).contains(source(permission));
            assertThat(permission.path("FunctionName")).isEqualTo(target(source(permission)));
        });
        assertThat(TEMPLATE.resources("AWS::Lambda::Url")).isEmpty();
    }

    @Test
    void theNotificationAddressIsSubscribed() {
        assertThat(Synthesis.shared()
                        .template(Synthesis.BEIJING)
                        .only("AWS::SNS::Subscription")
                        .path("Endpoint")
                        .asText())
                .isEqualTo("security@example.com");
        assertThat(TEMPLATE.all("AWS::SNS::Subscription")).isEmpty();
    }

    @Test
    void unpublishedOutcomesAreRetriedEveryFiveMinutes() {
        assertThat(TEMPLATE.rule("tourniquet-republish-outcomes")
                        .path("ScheduleExpression")
                        .asText())
                .isEqualTo("rate(5 minutes)");
    }

    private static Set<String> rules() {
        return TEMPLATE.all("AWS::Events::Rule").stream()
                .map(rule -> rule.path("Name").asText())
                .collect(Collectors.toSet());
    }

    /** The name of the rule that a permission is for. */
    private static String source(JsonNode permission) {
        JsonNode arn = permission.path("SourceArn");
        return arn.isTextual()
                ? arn.asText().replaceFirst("^arn:aws:events:us-east-1:123456789012:rule/", "")
                : TEMPLATE.json()
                        .path("Resources")
                        .path(arn.at("/Fn::GetAtt/0").asText())
                        .at("/Properties/Name")
                        .asText();
    }

    private static JsonNode target(String rule) {
        return TEMPLATE.rule(rule).at("/Targets/0/Arn");
    }

    private static String deadLetters() {
        return TEMPLATE.logicalId("AWS::SQS::Queue", "QueueName", "tourniquet-dead-letters");
    }

    private static Stream<JsonNode> targets() {
        return TEMPLATE.all("AWS::Events::Rule").stream()
                .flatMap(rule -> StreamSupport.stream(rule.path("Targets").spliterator(), false));
    }

    private static Stream<JsonNode> statements(JsonNode policy) {
        return StreamSupport.stream(
                policy.path("PolicyDocument").path("Statement").spliterator(), false);
    }

    private static Set<String> functionsOf(String type, String pointer) {
        return TEMPLATE.all(type).stream()
                .map(resource -> resource.at(pointer).asText())
                .collect(Collectors.toSet());
    }

    @Test
    void deadLettersComeToTheirFunctionMessageByMessageAndStayUntilItHasThem() {
        assertThat(TEMPLATE.all("AWS::Lambda::EventSourceMapping"))
                .singleElement()
                .satisfies(mapping -> {
                    assertThat(mapping.at("/EventSourceArn/Fn::GetAtt/0").asText())
                            .isEqualTo(deadLetters());
                    assertThat(mapping.path("FunctionResponseTypes").toString())
                            .isEqualTo("[\"ReportBatchItemFailures\"]");
                    assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt())
                            .isEqualTo(2);
                });
        // AWS asks for six times the function's time-out, or a message comes twice while it is at work.
        assertThat(TEMPLATE.all("AWS::SQS::Queue"))
                .singleElement()
                .satisfies(queue ->
                        assertThat(queue.path("VisibilityTimeout").asInt()).isEqualTo(6 * 120));
    }
}
