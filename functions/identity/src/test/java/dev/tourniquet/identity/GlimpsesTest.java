package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GlimpsesTest {
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private final Glimpses glimpses = new Glimpses(() -> now);

    @Test
    void areGoodForOneUse() {
        glimpses.keep("role", "policy", Optional.of("text"));

        assertThat(glimpses.take("role", "policy")).contains(Optional.of("text"));
        assertThat(glimpses.take("role", "policy")).isEmpty();
    }

    @Test
    void tellAPolicyThatIsNotThereFromOneThatNobodyLookedAt() {
        glimpses.keep("role", "policy", Optional.empty());

        assertThat(glimpses.take("role", "other")).isEmpty();
        assertThat(glimpses.take("role", "policy")).contains(Optional.empty());
    }

    @Test
    void areGoodForFiveSeconds() {
        glimpses.keep("role", "policy", Optional.of("text"));
        now = now.plusSeconds(5);

        assertThat(glimpses.take("role", "policy")).isEmpty();
    }
}
