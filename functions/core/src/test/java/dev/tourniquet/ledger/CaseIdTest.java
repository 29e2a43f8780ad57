package dev.tourniquet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolate-instance/i-0123456789abcdef0/1",
                "revoke-sessions/AROAEXAMPLEEXAMPLE001:i-0123456789abcdef0/12",
                "deactivate-access-key/service-cloudformation.amazonaws.com/1",
                "r/a/b/0"
            })
    void isReadAsItWasWritten(String text) {
        assertThat(CaseId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a/b",
                "a//1",
                "/b/1",
                "a/b/",
                "a/b/-1",
                "a/b/01",
                "a/b/9999999999",
                "a/b c/1",
                "a/\n/1",
                "a/\u0000/1",
                "a/\ud83d/1"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> CaseId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 100_000})
    void isNoLongerThanAKeyOfTheLedger(int length) {
        assertThatThrownBy(() -> CaseId.parse("a/" + "\u001b".repeat(length) + "/1"))
                .hasMessageMatching("not a case id [ -~]{1,150}");
        assertThatThrownBy(() -> CaseId.parse("a/" + "b".repeat(length) + "/1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(seed = "1")
    void isReadAsItIsOrNotAtAll(@ForAll String response, @ForAll String target, @ForAll String generation) {
        String text = response + "/" + target + "/" + generation;
        try {
            assertThat(CaseId.parse(text)).hasToString(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(200);
        }
    }
}
