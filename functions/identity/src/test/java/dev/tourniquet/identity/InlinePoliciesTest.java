package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InlinePoliciesTest {
    @Test
    void countsNoWhiteSpace() {
        assertThat(InlinePolicies.size("{ \"a\":\t[\n\r1 ] }")).isEqualTo("{\"a\":[1]}".length());
        assertThat(InlinePolicies.size(List.of("{ }", "[ ]"))).isEqualTo(4);
    }

    @Test
    void saysHowFullARoleIs() {
        assertThat(InlinePolicies.filled(9_998)).isEqualTo("9,998 of 10,240 characters");
    }
}
