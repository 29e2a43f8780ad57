package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Controls;
import dev.tourniquet.control.Limits;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.decision.Modes;
import dev.tourniquet.exemption.Exemptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionConfigTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "AWS_REGION", "eu-west-1",
            "TOURNIQUET_ACCOUNT", "123456789012",
            "TOURNIQUET_MODE", "observe",
            "TOURNIQUET_LEDGER", "table",
            "TOURNIQUET_BUS", "bus",
            "TOURNIQUET_DEAD_LETTERS", "https://queue",
            "TOURNIQUET_FINDING_TYPES", "Trojan:EC2/, Backdoor:EC2/,",
            "TOURNIQUET_SEVERITY", "{\"default\":7,\"Trojan:EC2/DropPoint\":5.5}",
            "TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt",
            "TOURNIQUET_PROTECTED", "break-glass,arn:aws:iam::123456789012:role/ops/*");

    @Test
    void readsWhatInfraSets() {
        FunctionConfig config = FunctionConfig.read(new Environment(COMPLETE));

        assertThat(config.modes()).isEqualTo(Modes.of(Mode.OBSERVE));
        assertThat(config.limits()).isEqualTo(Limits.NONE);
        assertThat(config.approvalsLast()).isEqualTo(Controls.FOUR_HOURS);
        assertThat(config.findingTypes()).containsExactly("Trojan:EC2/", "Backdoor:EC2/");
        assertThat(config.severity().of("Trojan:EC2/DropPoint!DNS")).isEqualTo(5.5);
        assertThat(config.severity().of("Trojan:EC2/DNSDataExfiltration")).isEqualTo(7);
        assertThat(config.protectedPrincipals()).hasSize(2);
    }

    @Test
    void readsModesBySeverityLimitsAndHowLongApprovalsLast() {
        Map<String, String> more = new HashMap<>(COMPLETE);
        more.put("TOURNIQUET_MODE", "{\"4\":\"observe\",\"7\":\"approve\",\"8.5\":\"enforce\"}");
        more.put("TOURNIQUET_HOURLY_LIMIT", "20");
        more.put("TOURNIQUET_SHARED_LIMIT", "3");
        more.put("TOURNIQUET_SHARED_TAGS", "aws:autoscaling:groupName,service");
        more.put("TOURNIQUET_APPROVAL_MINUTES", "90");

        FunctionConfig config = FunctionConfig.read(new Environment(more));

        assertThat(Stream.of(1.0, 4.0, 6.9, 7.0, 8.4, 8.5, 10.0).map(config.modes()::of))
                .containsExactly(
                        Mode.OFF, Mode.OBSERVE, Mode.OBSERVE, Mode.APPROVE, Mode.APPROVE, Mode.ENFORCE, Mode.ENFORCE);
        assertThat(config.limits()).isEqualTo(new Limits(20, 3, List.of("aws:autoscaling:groupName", "service")));
        assertThat(config.approvalsLast()).isEqualTo(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOURNIQUET_MODE | sometimes",
                "TOURNIQUET_MODE | {\"high\":\"approve\"}",
                "TOURNIQUET_MODE | {\"7\":\"sometimes\"}",
                "TOURNIQUET_HOURLY_LIMIT | 0",
                "TOURNIQUET_HOURLY_LIMIT | 501",
                "TOURNIQUET_SHARED_LIMIT | many",
                "TOURNIQUET_APPROVAL_MINUTES | -1"
            })
    void refusesWhatIsNoControl(String variable, String value) {
        Map<String, String> wrong = new HashMap<>(COMPLETE);
        wrong.put(variable, value);

        assertThatThrownBy(() -> FunctionConfig.read(new Environment(wrong)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_REGION",
                "TOURNIQUET_ACCOUNT",
                "TOURNIQUET_MODE",
                "TOURNIQUET_LEDGER",
                "TOURNIQUET_BUS",
                "TOURNIQUET_DEAD_LETTERS",
                "TOURNIQUET_FINDING_TYPES",
                "TOURNIQUET_SEVERITY"
            })
    void namesTheVariableThatIsMissingOrBlank(String name) {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.remove(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionConfig.read(new Environment(variables)))
                .withMessageContaining(name);

        variables.put(name, "  ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionConfig.read(new Environment(variables)))
                .withMessageContaining(name);
    }

    @Test
    void heedsTagsAndListedResourcesAsTold() {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.put("TOURNIQUET_EXEMPT", "i-1, arn:aws:s3:::site-*");
        assertThat(FunctionConfig.read(new Environment(variables)).exemptions())
                .isEqualTo(new Exemptions("tourniquet:exempt", List.of("i-1", "arn:aws:s3:::site-*")));

        variables.remove("TOURNIQUET_EXEMPTION_TAG");
        variables.remove("TOURNIQUET_EXEMPT");
        assertThat(FunctionConfig.read(new Environment(variables)).exemptions()).isEqualTo(Exemptions.none());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "TOURNIQUET_ACCOUNT, 12345, 12 digits",
                "TOURNIQUET_MODE, enforced, enforced",
                "TOURNIQUET_SEVERITY, seven, Unrecognized",
                "TOURNIQUET_SEVERITY, `{\"Trojan:EC2/\":7}`, default",
                "TOURNIQUET_SEVERITY, `{\"default\":11}`, 1 to 10",
                "TOURNIQUET_SEVERITY, `{\"default\":null}`, 1 to 10",
                "TOURNIQUET_SEVERITY, `{\"default\":7,\"Trojan:EC2/\":0}`, Trojan"
            })
    void saysWhatIsWrongWithAValue(String name, String value, String what) {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionConfig.read(new Environment(variables)))
                .withMessageContaining(name)
                .withMessageContaining(what);
    }
}
