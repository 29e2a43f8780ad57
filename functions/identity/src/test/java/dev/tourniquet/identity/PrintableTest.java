package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(Printable.of("arn:aws:iam::123456789012:user/ops/zoë"))
                .isEqualTo("arn:aws:iam::123456789012:user/ops/zoë");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001bb", "a\u202eb", "a\u200bb", "a\u2028b", "a\ud800b", "a\u0000b"})
    void showsAQuestionMarkForWhatMovesHidesOrTurnsText(String hostile) {
        assertThat(Printable.of(hostile)).isEqualTo("a?b");
    }

    @Test
    void cutsLongTextAndSaysSo() {
        assertThat(Printable.of("x".repeat(161))).isEqualTo("x".repeat(160) + "...");
        assertThat(Printable.of("x".repeat(160))).isEqualTo("x".repeat(160));
    }
}
