package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatesTest {
    private static final Setup SETUP = new Setup(Job.REVOKE_SESSIONS, 0);
    private final Gates gates =
            new Gates(Map.of("revoke-sessions", Map.of("calls", 15L, "connections opened in 100 warm events", 10L)));

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
    void letsAConnectionNowAndThenBeOpened() {
        assertThat(gates.broken(results(Variant.SNAPSHOT, 15, 15, 15, 10))).isEmpty();
    }

    @Test
    void seesThatConnectionsAreNotKept() {
        assertThat(gates.broken(results(Variant.SNAPSHOT, 15, 15, 15, 11)))
                .singleElement()
                .asString()
                .contains("snapshot", "11 connections in 10 warm events", "10 in 100");
    }

    @Test
    void asksNothingOfTheClientThatIsOnlyCompared() {
        assertThat(gates.broken(results(Variant.WHOLE_CRT, 15, 15, 15, 14))).isEmpty();
    }

    @Test
    void wantsARecord() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Gates(Map.of()).broken(results(15, 15, 15)))
                .withMessageContaining("revoke-sessions");
    }

    private static Results results(int first, int fewest, int most) {
        return results(Variant.SNAPSHOT, first, fewest, most, 0);
    }

    private static Results results(Variant variant, int first, int fewest, int most, int opened) {
        Results results = new Results();
        results.add(SETUP, variant, new Round(1, 1, 1, 1, 1, first, 1));
        results.add(SETUP, variant, new Warm(10, 1, 1, 1, 1, 1, fewest, most, opened));
        return results;
    }
}
