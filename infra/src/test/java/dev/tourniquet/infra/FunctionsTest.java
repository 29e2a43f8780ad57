package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tourniquet.infra.config.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @ParameterizedTest
    @CsvSource({
        "isolate-instance, dev.tourniquet.isolateinstance.IsolateInstanceHandler::handleRequest",
        "revoke-sessions, dev.tourniquet.revokesessions.RevokeSessionsHandler::handleRequest",
        "deactivate-access-key, dev.tourniquet.deactivateaccesskey.DeactivateAccessKeyHandler::handleRequest",
        "block-public-access, dev.tourniquet.blockpublicaccess.BlockPublicAccessHandler::handleRequest",
        "republish-outcomes, dev.tourniquet.republishoutcomes.RepublishOutcomesHandler::handleRequest",
        "prune-revocations, dev.tourniquet.prunerevocations.PruneRevocationsHandler::handleRequest",
        "notify, dev.tourniquet.notify.NotifyHandler::handleRequest",
        "dead-letters, dev.tourniquet.deadletters.DeadLettersHandler::handleRequest"
    })
    void aFunctionRunsItsHandlerOnJava25(String module, String handler) {
        JsonNode function = TEMPLATE.function(module);

        assertThat(function.path("Handler").asText()).isEqualTo(handler);
        assertThat(function.path("Runtime").asText()).isEqualTo("java25");
        assertThat(function.at("/Architectures/0").asText()).isEqualTo("arm64");
    }

    @ParameterizedTest
    @EnumSource
    void aResponseIsToldAllItReadsAtStart(Response response) {
        Map<String, String> environment = environment(TEMPLATE, response.key());
        Map<String, String> expected = new TreeMap<>(Map.of(
                "TOURNIQUET_ACCOUNT", "123456789012",
                "TOURNIQUET_MODE", "enforce",
                "TOURNIQUET_LEDGER", "tourniquet-ledger",
                "TOURNIQUET_BUS", "tourniquet",
                "TOURNIQUET_DEAD_LETTERS", "https://sqs.us-east-1.amazonaws.com/123456789012/tourniquet-dead-letters",
                "TOURNIQUET_FINDING_TYPES", String.join(",", response.findingTypes()),
                "TOURNIQUET_SEVERITY", severity(response),
                "TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt",
                "TOURNIQUET_PROTECTED",
                        "arn:aws:iam::123456789012:role/tourniquet-*,arn:aws:iam::123456789012:role/cdk-*,BreakGlass"));
        expected.put("TOURNIQUET_EXEMPT", "nat-*");
        expected.putAll(Map.of(
                "TOURNIQUET_HOURLY_LIMIT", "30",
                "TOURNIQUET_SHARED_LIMIT", "5",
                "TOURNIQUET_SHARED_TAGS", "aws:autoscaling:groupName",
                "TOURNIQUET_APPROVAL_MINUTES", "240",
                "TOURNIQUET_ORDERS", "contain,release"));
        expected.putAll(
                switch (response) {
                    case ISOLATE_INSTANCE ->
                        Map.of("TOURNIQUET_CUT_CONNECTIONS", "true", "TOURNIQUET_DISASSOCIATE_ADDRESSES", "true");
                    case REVOKE_SESSIONS -> Map.of("TOURNIQUET_SEVERITY_ROLE_WIDE", "{\"default\":7}");
                    case DEACTIVATE_ACCESS_KEY, BLOCK_PUBLIC_ACCESS -> Map.of();
                });

        assertThat(environment).isEqualTo(expected);
    }

    @Test
    void optionsThatTakeMoreAwayAreOffWhereNobodyAsksForThem() {
        assertThat(environment(Synthesis.shared().template(Synthesis.IRELAND), "isolate-instance"))
                .containsEntry("TOURNIQUET_CUT_CONNECTIONS", "false")
                .containsEntry("TOURNIQUET_DISASSOCIATE_ADDRESSES", "false");
    }

    @Test
    void whereNothingMayBeOrderedThereIsNoRuleForIt() {
        Template ireland = Synthesis.shared().template(Synthesis.IRELAND);

        assertThat(environment(ireland, "isolate-instance")).doesNotContainKey("TOURNIQUET_ORDERS");
        assertThat(ireland.all("AWS::Events::Rule"))
                .extracting(rule -> rule.path("Name").asText())
                .noneMatch(name -> name.endsWith("-order"));
    }

    @Test
    void exemptResourcesOfAllLevelsAreJoined() {
        assertThat(environment(Synthesis.shared().template(Synthesis.IRELAND), "isolate-instance"))
                .containsEntry("TOURNIQUET_EXEMPT", "nat-*,arn:aws:s3:::www.example.com");
    }

    @Test
    void aFunctionThatIsToldNoTagHonoursNone() {
        assertThat(environment(Synthesis.shared().template(Synthesis.BEIJING), "block-public-access"))
                .doesNotContainKey("TOURNIQUET_EXEMPTION_TAG")
                .containsEntry("TOURNIQUET_EXEMPT", "nat-*");
    }

    @Test
    void theRepublisherIsToldLittle() {
        assertThat(environment(TEMPLATE, "republish-outcomes"))
                .isEqualTo(Map.of(
                        "TOURNIQUET_ACCOUNT", "123456789012",
                        "TOURNIQUET_LEDGER", "tourniquet-ledger",
                        "TOURNIQUET_BUS", "tourniquet",
                        "TOURNIQUET_RESPONSES",
                                "isolate-instance,revoke-sessions,deactivate-access-key,block-public-access"));
    }

    @Test
    void thePrunerIsToldWhatIsProtected() {
        assertThat(environment(TEMPLATE, "prune-revocations"))
                .isEqualTo(Map.of(
                        "TOURNIQUET_PROTECTED",
                        "arn:aws:iam::123456789012:role/tourniquet-*,arn:aws:iam::123456789012:role/cdk-*,BreakGlass"));
    }

    @Test
    void theNotifierIsToldOfWhatAndWhere() {
        assertThat(environment(Synthesis.shared().template(Synthesis.IRELAND), "notify"))
                .isEqualTo(Map.of(
                        "TOURNIQUET_ACCOUNT", "123456789012",
                        "TOURNIQUET_LEDGER", "tourniquet-ledger",
                        "TOURNIQUET_TOPIC", "arn:aws:sns:eu-west-1:123456789012:tourniquet-outcomes",
                        "TOURNIQUET_NOTIFY_OUTCOMES", "FAILED,PARTIAL,REFUSED,AWAITING_APPROVAL,CONTAINED,DRY_RUN",
                        "TOURNIQUET_NOTIFY_SEVERITY", "1",
                        "TOURNIQUET_SECURITY_HUB", "false"));
        assertThat(environment(Synthesis.shared().template(Synthesis.BEIJING), "notify"))
                .containsEntry("TOURNIQUET_NOTIFY_OUTCOMES", "FAILED,AWAITING_APPROVAL")
                .containsEntry("TOURNIQUET_NOTIFY_SEVERITY", "7")
                .containsEntry("TOURNIQUET_SECURITY_HUB", "true")
                .containsEntry(
                        "TOURNIQUET_SLACK_SECRET",
                        "arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:slack-AbCdEf");
    }

    /** A rule that lets through what the function does not expect would be a finding without a response. */
    @ParameterizedTest
    @EnumSource
    void aFunctionExpectsExactlyTheTypesOfItsRules(Response response) {
        String inRules = TEMPLATE.all("AWS::Events::Rule").stream()
                .filter(rule -> rule.path("Name").asText().startsWith("tourniquet-" + response.key()))
                .sorted((a, b) ->
                        a.path("Name").asText().compareTo(b.path("Name").asText()))
                .flatMap(rule -> StreamSupport.stream(
                        rule.at("/EventPattern/detail/type").spliterator(), false))
                .map(type -> type.path("prefix").asText())
                .collect(Collectors.joining(","));

        assertThat(environment(TEMPLATE, response.key())).containsEntry("TOURNIQUET_FINDING_TYPES", inRules);
    }

    @ParameterizedTest
    @EnumSource
    void thresholdsAreJson(Response response) throws JsonProcessingException {
        String severity = environment(TEMPLATE, response.key()).get("TOURNIQUET_SEVERITY");

        assertThat(new ObjectMapper().readTree(severity).path("default").isNumber())
                .isTrue();
    }

    /** Lambda quota "Environment variables": 4 KB in all. */
    @ParameterizedTest
    @EnumSource
    void theEnvironmentFitsTheQuota(Response response) {
        assertThat(environment(TEMPLATE, response.key()).toString()).hasSizeLessThan(4096);
    }

    @Test
    void concurrencyIsReservedUnlessTheConfigurationSaysNot() {
        assertThat(TEMPLATE.function("isolate-instance")
                        .path("ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(3);
        assertThat(List.of("republish-outcomes", "prune-revocations"))
                .allSatisfy(module -> assertThat(TEMPLATE.function(module)
                                .path("ReservedConcurrentExecutions")
                                .asInt())
                        .isEqualTo(1));
        assertThat(Synthesis.shared().template(Synthesis.BEIJING).all("AWS::Lambda::Function"))
                .noneMatch(function -> function.has("ReservedConcurrentExecutions"));
    }

    @Test
    void eachFunctionHasAnEncryptedLogGroupWithRetention() {
        assertThat(TEMPLATE.all("AWS::Logs::LogGroup")).hasSize(8).allSatisfy(group -> {
            assertThat(group.path("RetentionInDays").asInt()).isEqualTo(365);
            assertThat(group.has("KmsKeyId")).isTrue();
        });
        assertThat(Synthesis.shared().template(Synthesis.BEIJING).all("AWS::Logs::LogGroup"))
                .allSatisfy(group ->
                        assertThat(group.path("RetentionInDays").asInt()).isEqualTo(30));
    }

    @Test
    void onlyTheResponsesThatTheConfigurationNamesAreDeployed() {
        assertThat(Synthesis.shared().template(Synthesis.BEIJING).all("AWS::Lambda::Function"))
                .extracting(function -> function.path("FunctionName").asText())
                .containsExactlyInAnyOrder(
                        "tourniquet-block-public-access",
                        "tourniquet-republish-outcomes",
                        "tourniquet-notify",
                        "tourniquet-dead-letters");
    }

    private static String severity(Response response) {
        return switch (response) {
            case ISOLATE_INSTANCE -> "{\"default\":7,\"UnauthorizedAccess:EC2/MaliciousIPCaller.Custom\":5}";
            case REVOKE_SESSIONS -> "{\"default\":4}";
            case DEACTIVATE_ACCESS_KEY ->
                "{\"default\":7,\"CredentialAccess:IAMUser/CompromisedCredentials\":4,"
                        + "\"UnauthorizedAccess:IAMUser/MaliciousIPCaller\":5,"
                        + "\"UnauthorizedAccess:IAMUser/TorIPCaller\":5}";
            case BLOCK_PUBLIC_ACCESS -> "{\"default\":1}";
        };
    }

    /** Without what is told the JVM. */
    private static Map<String, String> environment(Template template, String module) {
        return template.function(module).at("/Environment/Variables").properties().stream()
                .filter(variable -> !variable.getKey().equals("JAVA_TOOL_OPTIONS"))
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> {
                    assertThat(variable.getValue().isTextual()).as("a literal").isTrue();
                    return variable.getValue().asText();
                }));
    }
}
