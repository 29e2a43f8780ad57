package dev.tourniquet.replay.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.CommandLineRun;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.run.KeptAccount;
import dev.tourniquet.replay.template.TemplateReader;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetterItems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Self-tests by the terminal and by the schedule, in a local account. */
final class SelfTestSessionTest {
    private LocalAws aws;

    @BeforeEach
    void deploy() {
        aws = LocalAws.fresh(Clients.services());
        run(0, "replay --quiet events-samples/guardduty/Policy-S3-BucketPublicAccessGranted.json");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private String run(int exitCode, String line) {
        return new CommandLineRun(aws).run(exitCode, line);
    }

    @Test
    void saysOfEachResponseThatItPassedAndLeavesNoCase() {
        String before = run(0, "cases --json");

        String told = run(0, "self-test");

        assertThat(Operation.RESPONSES).allSatisfy(response -> assertThat(told).contains(response + "  passed: read "));
        assertThat(run(0, "cases --json")).isEqualTo(before);
        assertThat(run(0, "inventory")).doesNotContain("self-test");
        assertThat(run(0, "self-test --response revoke-sessions"))
                .contains("revoke-sessions  passed", "iam:GetRole")
                .doesNotContain("isolate-instance");
    }

    @Test
    void worksWhilePausedAndOnlyObserving() {
        run(0, "pause --reason x --yes");
        run(0, "pause --only-observe --reason x --yes");

        assertThat(run(0, "self-test")).contains("isolate-instance  passed");
    }

    @Test
    void saysWhatIsBrokenAndTestsTheOthersAllTheSame() {
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder())) {
            dynamo.deleteTable(request -> request.tableName(FunctionSurroundings.LEDGER));
            dynamo.createTable(request -> request.tableName(FunctionSurroundings.LEDGER)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("another")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("another")
                            .attributeType(ScalarAttributeType.S)
                            .build()));
        }

        String told = run(3, "self-test");

        assertThat(Operation.RESPONSES).allSatisfy(response -> assertThat(told).contains(response + "  FAILED: "));
        assertThat(told).contains("dynamodb:", "tourniquet-ledger");
    }

    @Test
    void putsTheLetterOfOneToRestThatPasses() {
        CaseId letter = DeadLetter.id("revoke-sessions", "4711");
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder())) {
            new DeadLetterItems(dynamo, FunctionSurroundings.LEDGER)
                    .create(
                            new DeadLetter(
                                    letter,
                                    1,
                                    "tourniquet-revoke-sessions",
                                    "RetriesExhausted",
                                    "denied",
                                    true,
                                    Instant.now(),
                                    true,
                                    null),
                            "{\"command\":\"self-test\"}");
        }

        assertThat(run(0, "retry " + letter + " --yes")).contains("self-test of revoke-sessions passed");
        assertThat(run(0, "cases --dead-letters")).contains("no dead letters wait");
    }

    /** The target of each rule, by its alias, is given what the rule says. */
    @Test
    void passesWithWhatTheScheduleOfTheTemplateSends() throws IOException {
        JsonNode resources = resources();
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
                KeptAccount account = KeptAccount.of(aws, TestTemplates.synthesized())) {
            for (String response : Operation.RESPONSES) {
                JsonNode rule = rule(resources, "tourniquet-" + response + "-self-test");
                JsonNode alias =
                        resources.at("/" + rule.at("/Targets/0/Arn/Ref").asText() + "/Properties");
                String function = resources
                        .at("/" + alias.at("/FunctionName/Ref").asText() + "/Properties/FunctionName")
                        .asText();

                KeptAccount.Ran ran =
                        account.invoke(function, rule.at("/Targets/0/Input").asText());

                assertThat(alias.path("Name").asText()).isEqualTo("live");
                assertThat(function).isEqualTo("tourniquet-" + response);
                assertThat(ran.failure()).isNull();
                assertThat(ran.output().at("/selfTest/response").asText()).isEqualTo(response);
                assertThat(items(dynamo, response + "/control/self-test")).hasSize(1);
            }
        }
    }

    private static List<Map<String, AttributeValue>> items(DynamoDbClient dynamo, String key) {
        return dynamo.query(request -> request.tableName(FunctionSurroundings.LEDGER)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(key))))
                .items();
    }

    private static JsonNode resources() throws IOException {
        Path template = TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT);
        return Json.MAPPER.readTree(template.toFile()).path("Resources");
    }

    private static JsonNode rule(JsonNode resources, String name) {
        return resources
                .valueStream()
                .map(resource -> resource.path("Properties"))
                .filter(properties -> properties.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
