package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatesTest {
    private static final Setup SETUP = new Setup(Job.REVOKE_SESSIONS, 0);
    private final Gates gates = new Gates(Map.of("revoke-sessions", Map.of("calls", 15L)));

    @Test
    void holdsWhereEachEventMakesTheCallsThatAreRecorded() {
        assertThat(gates.broken(results(15, 15, 15))).isEmpty();
    }

    @Test
    void seesACallMoreOfTheFirstEvent() {
        assertThat(gates.broken(results(16, 15, 15))).singleElement().asString().contains("[15, 16]", "snapshot");
    }

    @Test
    void seesACallLessOfOneWarmEvent() {
        assertThat(gates.broken(results(15, 14, 15))).singleElement().asString().contains("[14, 15]");
    }

    @Test
    void seesThatAllAreOther() {
        assertThat(gates.broken(results(14, 14, 14))).singleElement().asString().contains("[14]", "recorded is 15");
    }

    @Test
    void wantsARecord() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Gates(Map.of()).broken(results(15, 15, 15)))
                .withMessageContaining("revoke-sessions");
    }

    private static Results results(int first, int fewest, int most) {
        Results results = new Results();
        results.add(SETUP, Variant.SNAPSHOT, new Round(1, 1, 1, 1, 1, first, 1));
        results.add(SETUP, Variant.SNAPSHOT, new Warm(10, 1, 1, 1, 1, 1, fewest, most, 0));
        return results;
    }
}
