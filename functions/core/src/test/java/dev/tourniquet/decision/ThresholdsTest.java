package dev.tourniquet.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {
    @Test
    void takesTheLongestPrefixThatFits() {
        String type = "Backdoor:EC2/C&CActivity.B!DNS";
        Map<String, Double> severities = IntStream.rangeClosed(1, 9)
                .boxed()
                .collect(Collectors.toMap(length -> type.substring(0, length), length -> length / 1.0));

        assertThat(new Thresholds(10, severities).of(type)).isEqualTo(9);
        assertThat(new Thresholds(10, severities).of("Backdoor")).isEqualTo(8);
        assertThat(new Thresholds(10, severities).of("Trojan")).isEqualTo(10);
    }
}
