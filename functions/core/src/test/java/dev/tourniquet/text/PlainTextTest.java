package dev.tourniquet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
    @Test
    void leavesTheTextOfEveryLanguageAlone() {
        String text = "arn:aws:iam::123456789012:user/zoë \u6771\u4eac \ud83d\ude00 {\"a\":<b>}";

        assertThat(PlainText.of(text)).isEqualTo(text);
    }

    /** NUL, line ends, ESC, DEL, CSI in one character, soft hyphen, zero width, override of direction, lone surrogate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u001f", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u00ad", "\u200b",
                "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ud800", "\ue000"
            })
    void replacesWhatBreaksMovesHidesOrTurns(String hostile) {
        assertThat(PlainText.of("a" + hostile + "b")).isEqualTo("a?b");
        assertThat(PlainText.of(List.of("a", hostile))).containsExactly("a", "?");
    }

    @Test
    void neverCutsACharacterInHalf() {
        assertThat(PlainText.bounded("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(PlainText.bounded("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
        assertThat(PlainText.bounded("abc", 2)).isEqualTo("ab");
        assertThat(PlainText.bounded("abc", 3)).isEqualTo("abc");
    }
}
