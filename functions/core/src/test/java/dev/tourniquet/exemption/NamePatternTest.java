package dev.tourniquet.exemption;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "web, web, true",
        "web, Web, false",
        "web, webs, false",
        "*, anything, true",
        "web-*, web-, true",
        "web-*, xweb-1, false",
        "*-web, my-web, true",
        "ab*ba, aba, false",
        "a*b*c, a-b-c, true",
        "a*b*b, ab, false",
        "a.c, abc, false"
    })
    void takesAStarForAnyTextAndTheRestForItself(String pattern, String text, boolean fits) {
        assertThat(NamePattern.matches(pattern, text)).isEqualTo(fits);
    }

    @Property(seed = "1", tries = 5_000)
    void isWhatARegularExpressionWouldBe(
            @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 8) String pattern,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 10) String text) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        assertThat(NamePattern.matches(pattern, text)).isEqualTo(text.matches(regex));
    }

    @Test
    @Timeout(value = 30, unit = SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void isSoonDoneWithANameThatAlmostFits() {
        assertThat(NamePattern.matches("*a".repeat(40) + "*b", "a".repeat(2_000)))
                .isFalse();
    }
}
