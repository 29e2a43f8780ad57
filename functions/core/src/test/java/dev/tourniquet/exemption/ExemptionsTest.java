package dev.tourniquet.exemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExemptionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ARN = "arn:aws:ec2:us-east-1:123456789012:instance/i-1";
    private static final Exemptions BY_TAG = new Exemptions("tourniquet:exempt", List.of());

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "'', true",
        "bastion, true",
        "false, false",
        "' False ', false",
        "until 2026-11-22, true",
        "until 2026-11-21, false",
        "UNTIL 2026-11-23, true",
        "until 2026-11-22T12:00:01Z, true",
        "until 2026-11-22T12:00:00Z, false"
    })
    void heedsTheTagUpToItsEnd(String value, boolean exempt) {
        assertThat(tagged(value)).isInstanceOf(exempt ? Exemption.Exempt.class : Exemption.None.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"until", "until tomorrow", "until 2026-13-01", "until 31.12.2026", "until2026-12-31T"})
    void leavesAnEndThatCannotBeReadToAPerson(String value) {
        assertThat(tagged(value)).isInstanceOf(Exemption.Unclear.class);
        assertThat(tagged(value).over(() -> new Planning.Planned(Plan.EMPTY)))
                .isInstanceOf(Planning.NeedsApproval.class);
        assertThat(tagged(value).over(() -> new Planning.NothingToDo("gone"))).isInstanceOf(Planning.NothingToDo.class);
    }

    @Test
    void heedsNoTagWhereTagsDoNotCount() {
        assertThat(new Exemptions(null, List.of()).of(List.of("i-1"), Map.of("tourniquet:exempt", "true"), NOW))
                .isInstanceOf(Exemption.None.class);
    }

    @ParameterizedTest
    @CsvSource({
        "i-1, true",
        "arn:aws:ec2:*:123456789012:instance/i-1, true",
        "arn:aws:ec2:us-east-1:123456789012:instance/*, true",
        "I-1, false",
        "i-, false",
        "i-10, false",
        "'i-.', false"
    })
    void heedsTheConfigurationWhateverTheTagSays(String listed, boolean exempt) {
        Exemption found = new Exemptions(null, List.of(listed)).of(List.of("i-1", ARN), Map.of(), NOW);

        assertThat(found).isInstanceOf(exempt ? Exemption.Exempt.class : Exemption.None.class);
        assertThat(new Exemptions("t", List.of("i-1")).of(List.of("i-1"), Map.of("t", "false"), NOW))
                .isInstanceOf(Exemption.Exempt.class);
    }

    @Test
    void asksNobodyAboutWhatIsExempt() {
        assertThat(tagged("true").over(() -> {
                    throw new AssertionError("planned for an exempt resource");
                }))
                .isInstanceOf(Planning.Exempt.class);
    }

    private static Exemption tagged(String value) {
        return BY_TAG.of(List.of("i-1", ARN), Map.of("tourniquet:exempt", value), NOW);
    }
}
