package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CostTest {
    private static final double CENT = 0.01;

    @Test
    void chargesForRequestsAndForMemoryOverTime() {
        assertThat(new Cost(1).ofMillion(1000)).isEqualTo(0.20 + 13.33, within(CENT));
        assertThat(new Cost(0.5).ofMillion(1000)).isEqualTo(0.20 + 6.67, within(CENT));
    }

    @Test
    void roundsUpToAMillisecond() {
        assertThat(new Cost(1).ofMillion(0.1)).isEqualTo(new Cost(1).ofMillion(1));
        assertThat(new Cost(1).ofMillion(1.1)).isEqualTo(new Cost(1).ofMillion(2));
    }

    @Test
    void chargesForInitWhereItIsNotInASnapshot() {
        assertThat(Cost.billedCold(Variant.ON_DEMAND, 900, 700)).isEqualTo(1600);
        assertThat(Cost.billedCold(Variant.PYTHON, 300, 40)).isEqualTo(340);
        assertThat(Cost.billedCold(Variant.SNAPSHOT, 3000, 110)).isEqualTo(110);
    }
}
