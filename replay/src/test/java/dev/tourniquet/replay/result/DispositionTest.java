package dev.tourniquet.replay.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DispositionTest {
    private static FunctionRun function(String... outcomes) {
        List<ResponseRun> responses = Stream.of(outcomes)
                .map(outcome -> new ResponseRun(
                        "isolate-instance",
                        "i-1",
                        outcome,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        false))
                .toList();
        return new FunctionRun("rule", "function", 1, responses, List.of(), null, null, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, PARTIAL",
        "PARTIAL, REFUSED",
        "REFUSED, AWAITING_APPROVAL",
        "AWAITING_APPROVAL, CONTAINED",
        "CONTAINED, ALREADY_CONTAINED",
        "ALREADY_CONTAINED, DRY_RUN",
        "DRY_RUN, NOTHING_TO_DO",
        "NOTHING_TO_DO, SKIPPED"
    })
    void isTheGravestOutcome(String graver, String lesser) {
        assertThat(Disposition.of(List.of(function(lesser, graver), function(lesser))))
                .isEqualTo(Disposition.valueOf(graver));
        assertThat(Disposition.of(List.of(function(lesser), function(graver)))).isEqualTo(Disposition.valueOf(graver));
    }

    @Test
    void isMalformedWhereAFunctionRefusesTheEvent() {
        FunctionRun refusing = new FunctionRun("rule", "function", 1, List.of(), List.of(), "no id", null, List.of());

        assertThat(Disposition.of(List.of(refusing))).isEqualTo(Disposition.MALFORMED);
    }

    @Test
    void isNotMatchedWhereNoFunctionWasReached() {
        assertThat(Disposition.of(List.of())).isEqualTo(Disposition.NOT_MATCHED);
    }
}
