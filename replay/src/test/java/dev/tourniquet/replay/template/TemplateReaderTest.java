package dev.tourniquet.replay.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tourniquet.replay.TestTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateReaderTest {
    @Test
    void readsOnlyEnabledRulesWithAPatternOnTheDefaultBus() {
        assertThat(TestTemplates.small().rules()).extracting(Rule::name).containsExactly("tourniquet-crash-guardduty");
    }

    /** A schedule invokes its function itself: no event reaches that through it, and its role is not the function's. */
    @Test
    void takesAScheduleForNoRule() {
        Template template = TestTemplates.small();

        assertThat(template.rules()).hasSize(1);
        assertThat(template.functions())
                .singleElement()
                .satisfies(function -> assertThat(function.allowedActions()).doesNotContain("lambda:InvokeFunction"));
    }

    @Test
    void resolvesWhatAPatternRefersTo() {
        assertThat(TestTemplates.small().rules().getFirst().pattern()).contains("\"accountId\":[\"123456789012\"]");
    }

    @Test
    void readsTheFunctionBehindARule() {
        Template template = TestTemplates.small();

        Function function = template.function(
                        template.rules().getFirst().functions().getFirst())
                .orElseThrow();

        assertThat(function.handler()).isEqualTo("dev.tourniquet.replay.run.CrashingHandler");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(function.memory()).isEqualTo(512);
        assertThat(function.role()).isEqualTo("tourniquet-crash");
        assertThat(function.environment())
                .containsEntry("TOURNIQUET_ACCOUNT", "123456789012")
                .containsEntry("TOURNIQUET_LEDGER", "tourniquet-ledger")
                .containsEntry(
                        "TOURNIQUET_DEAD_LETTERS",
                        "https://sqs.us-east-1.amazonaws.com/123456789012/tourniquet-dead-letters")
                .containsEntry("TABLE_ARN", "arn:aws:dynamodb:us-east-1:123456789012:table/tourniquet-ledger/index/*");
    }

    @Test
    void readsTheAliasThatAFunctionIsInvokedBy() {
        Template template = TestTemplates.small();

        assertThat(template.rules().getFirst().functions()).containsExactly("tourniquet-crash");
        assertThat(template.functions().getFirst().qualified()).isEqualTo("tourniquet-crash:live");
    }

    /** A function that nothing has published is invoked by itself. */
    @Test
    void readsARuleThatNamesTheFunctionItself() {
        Template template =
                TemplateReader.read(TemplateReader.find(TestTemplates.smallAssembly(), "111122223333"), "123456789012");

        assertThat(template.rules().getFirst().functions()).containsExactly("tourniquet-crash");
        assertThat(template.functions().getFirst().qualified()).isEqualTo("tourniquet-crash");
    }

    @Test
    void refersToAliasesAndVersionsAsCloudFormationDoes() {
        String function = "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-crash";

        assertThat(TestTemplates.small().functions().getFirst().environment())
                .containsEntry("LIVE", function + ":live")
                .containsEntry("LIVE_ARN", function + ":live")
                .containsEntry("VERSION", "1")
                .containsEntry("VERSION_ARN", function + ":1");
    }

    @Test
    void takesTheActionsOfAllAllowStatementsAndOfNoOther() {
        assertThat(TestTemplates.small().functions().getFirst().allowedActions())
                .containsExactly("ec2:CreateTags", "ec2:DescribeInstances", "iam:GetRole");
    }

    @Test
    void readsATemplateOfAnotherAccountAsIfItWereForTheLocalOne() {
        Path file = TemplateReader.find(TestTemplates.smallAssembly(), "111122223333");

        Template template = TemplateReader.read(file, "123456789012");

        assertThat(template.account()).isEqualTo("123456789012");
        assertThat(template.region()).isEqualTo("eu-west-1");
        assertThat(template.rules().getFirst().pattern())
                .contains("123456789012")
                .doesNotContain("111122223333");
    }

    @Test
    void takesTheFirstTemplateWhereTheAccountHasNone() {
        assertThat(TemplateReader.find(TestTemplates.smallAssembly(), "999999999999"))
                .hasFileName("Tourniquet-111122223333-eu-west-1.template.json");
    }

    @Test
    void saysWhatToDoWhereNothingIsSynthesized(@TempDir Path empty) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateReader.find(empty.resolve("templates"), "123456789012"))
                .withMessageContaining("build the project first");
    }

    @Test
    void refusesAnIntrinsicFunctionThatItDoesNotKnow(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("Tourniquet-123456789012-us-east-1.template.json");
        Files.writeString(file, """
                {"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": {"Fn::Select": [0]}}}}}}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateReader.read(file, "123456789012"))
                .withMessageContaining("Fn::Select");
    }

    @Test
    void readsTheSynthesizedTemplate() {
        Template template = TestTemplates.synthesized();

        assertThat(template.rules()).extracting(Rule::name).contains("tourniquet-isolate-instance-guardduty");
        assertThat(template.rules())
                .allSatisfy(rule -> assertThat(rule.functions())
                        .allSatisfy(name -> assertThat(template.function(name)).isPresent()));
        assertThat(template.functions())
                .allSatisfy(function -> assertThat(function.allowedActions()).isNotEmpty());
        assertThat(template.rules())
                .allSatisfy(rule -> assertThat(rule.functions())
                        .allSatisfy(name -> assertThat(
                                        template.function(name).orElseThrow().alias())
                                .isEqualTo("live")));
    }
}
