package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tourniquet.infra.config.ConfigReader;
import dev.tourniquet.infra.config.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How functions start, and what is invoked. */
class StartTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<JsonNode> rulesOfResponses() {
        return TEMPLATE.resources("AWS::Events::Rule").values().stream()
                .filter(rule -> Stream.of(Response.values())
                        .anyMatch(response ->
                                rule.at("/Properties/Name").asText().startsWith("tourniquet-" + response.key() + "-")));
    }

    @ParameterizedTest
    @EnumSource
    void aResponseIsTestedTwiceADayWhateverComes(Response response) {
        JsonNode rule = TEMPLATE.rule("tourniquet-" + response.key() + "-self-test");

        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(12 hours)");
        assertThat(rule.path("State").asText()).isEqualTo("ENABLED");
        assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo("{\"command\":\"self-test\"}");
        assertThat(rule.has("EventPattern")).isFalse();
    }

    @Test
    void responsesStartFromASnapshotAndNothingElseDoes() {
        assertThat(TEMPLATE.all("AWS::Lambda::Function"))
                .filteredOn(
                        function -> function.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions"))
                .extracting(function -> function.path("FunctionName").asText())
                .containsExactlyInAnyOrder(
                        "tourniquet-isolate-instance",
                        "tourniquet-revoke-sessions",
                        "tourniquet-deactivate-access-key",
                        "tourniquet-block-public-access");
        assertThat(TEMPLATE.all("AWS::Lambda::Alias")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void anAliasNamesTheVersionThatIsPublishedOfItsFunction(Response response) {
        String function = functionId(response);
        JsonNode alias = alias(function);
        JsonNode version = TEMPLATE.resources("AWS::Lambda::Version")
                .get(alias.at("/FunctionVersion/Fn::GetAtt/0").asText());

        assertThat(alias.path("Name").asText()).isEqualTo("live");
        assertThat(version.at("/Properties/FunctionName/Ref").asText()).isEqualTo(function);
    }

    /** What a version is invoked by last may still be on its way to it; and its code could not be published a second time. */
    @Test
    void aVersionOutlivesItsDeploymentUnlessThatFails() {
        assertThat(TEMPLATE.resources("AWS::Lambda::Version").values())
                .hasSize(4)
                .allSatisfy(version ->
                        assertThat(version.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfResponses")
    void findingsOrdersAndSelfTestsGoToTheAliasOfTheirResponse(JsonNode rule) {
        String function = functionId(response(rule));

        assertThat(rule.at("/Properties/Targets")).hasSize(1);
        assertThat(rule.at("/Properties/Targets/0/Arn/Ref").asText()).isEqualTo(aliasId(function));
    }

    /** EventBridge does not try again what it may not deliver, and Lambda forgets what fails where no destination is set. */
    @ParameterizedTest
    @MethodSource("rulesOfResponses")
    void aRuleSendsNothingBeforeItsAliasLetsItInAndHasAPlaceForWhatFails(JsonNode rule) {
        String alias = aliasId(functionId(response(rule)));
        String arn = "arn:aws:events:us-east-1:123456789012:rule/"
                + rule.at("/Properties/Name").asText();

        Set<String> before = Template.texts(rule.path("DependsOn"));

        assertThat(before)
                .filteredOn(TEMPLATE.resources("AWS::Lambda::Permission")::containsKey)
                .singleElement()
                .extracting(id -> TEMPLATE.json().at("/Resources/" + id + "/Properties"))
                .satisfies(permission -> {
                    assertThat(permission.at("/FunctionName/Ref").asText()).isEqualTo(alias);
                    assertThat(permission.path("SourceArn").asText()).isEqualTo(arn);
                });
        assertThat(before)
                .filteredOn(TEMPLATE.resources("AWS::Lambda::EventInvokeConfig")::containsKey)
                .singleElement()
                .extracting(id -> TEMPLATE.json().at("/Resources/" + id + "/Properties/Qualifier"))
                .satisfies(qualifier -> assertThat(qualifier.toString()).contains("\"" + alias + "\""));
    }

    /** Lambda publishes no version where none of what belongs to one has changed, and CloudFormation takes that for an error. */
    @Test
    void whatBelongsToNoVersionMakesNone(@TempDir Path folder) throws IOException {
        Set<String> versions = versions(folder.resolve("a"), "\"reservedConcurrency\":3");

        assertThat(versions(folder.resolve("b"), "\"reservedConcurrency\":5,\"notificationAddress\":\"a@example.com\""))
                .hasSize(4)
                .isEqualTo(versions);
        assertThat(versions(folder.resolve("c"), "\"exemptResources\":[\"i-0123456789abcdef0\"]"))
                .hasSize(4)
                .doesNotContainAnyElementsOf(versions);
    }

    /** Of the size that Lambda makes it; a function whose options its JVM does not know would not start at all. */
    @ParameterizedTest
    @EnumSource
    void aJvmInTheMemoryOfAFunctionTakesItsOptions(Response response) throws Exception {
        JsonNode function = TEMPLATE.function(response.key());
        int memory = function.path("MemorySize").asInt();
        // The JVM rounds up to whole 2 MB.
        int heap = memory * 85 / 100 / 2 * 2;
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxRAM=" + memory + "m",
                        "-XX:MaxHeapSize=" + heap + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true);
        java.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        function.at("/Environment/Variables/JAVA_TOOL_OPTIONS").asText());

        Process process = java.start();
        String flags = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(flags).isZero();
        assertThat(flags.replaceAll(" +", " "))
                .contains("TieredStopAtLevel = 1 ", "MetaspaceSize = 67108864 ")
                .contains("InitialHeapSize = 67108864 ", "MaxNewSize = 33554432 ", "NewSize = 33554432 ")
                .contains("MaxHeapSize = " + heap * 1024L * 1024 + " ");
    }

    @Test
    void onlyWhereAThreatWaitsAFunctionHasAWholeProcessor() {
        assertThat(TEMPLATE.all("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(function.path("MemorySize").asInt())
                        .isEqualTo(function.has("SnapStart") ? 1769 : 1024));
    }

    @Test
    void allFunctionsHaveTheSameOptions() {
        assertThat(TEMPLATE.all("AWS::Lambda::Function"))
                .extracting(function ->
                        function.at("/Environment/Variables/JAVA_TOOL_OPTIONS").asText())
                .containsOnly("-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Xms64m -Xmn32m -XX:MetaspaceSize=64m"
                        + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");
    }

    private static String functionId(Response response) {
        return TEMPLATE.logicalId("AWS::Lambda::Function", "FunctionName", "tourniquet-" + response.key());
    }

    private static String aliasId(String function) {
        return TEMPLATE.resources("AWS::Lambda::Alias").entrySet().stream()
                .filter(alias -> alias.getValue()
                        .at("/Properties/FunctionName/Ref")
                        .asText()
                        .equals(function))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode alias(String function) {
        return TEMPLATE.json().at("/Resources/" + aliasId(function) + "/Properties");
    }

    private static Response response(JsonNode rule) {
        String name = rule.at("/Properties/Name").asText();
        return Stream.of(Response.values())
                .filter(response -> name.startsWith("tourniquet-" + response.key() + "-"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> versions(Path assembly, String settings) throws IOException {
        JsonNode config =
                JSON.readTree("{\"accounts\":{\"123456789012\":{" + settings + ",\"regions\":{\"us-east-1\":{}}}}}");
        List<ResponderStack> stacks = Templates.synthesize(assembly, ConfigReader.read(config, null));
        String template = stacks.getFirst().getStackName() + ".template.json";
        return new Template(JSON.readTree(assembly.resolve(template).toFile()))
                .resources("AWS::Lambda::Version")
                .keySet();
    }
}
