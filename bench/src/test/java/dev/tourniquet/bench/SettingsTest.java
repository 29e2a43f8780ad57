package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    @Test
    void measuresWithoutAndWithLatencyWhereNothingIsSaid() {
        assertThat(Settings.of(new Properties()).latencies()).containsExactly(0, 20);
        assertThat(Settings.of(new Properties()).tls()).isTrue();
    }

    @Test
    void takesWhatIsSaid() {
        Properties properties = new Properties();
        properties.setProperty("bench.latency", "5, 5,50");
        properties.setProperty("bench.tls", "false");
        properties.setProperty("bench.burst", "0");

        Settings settings = Settings.of(properties);

        assertThat(settings.latencies()).containsExactly(5, 50);
        assertThat(settings.tls()).isFalse();
        assertThat(settings.burst()).isZero();
    }

    @Test
    void handlesFewerEventsWhereEachTakesLong() {
        Settings settings = Settings.of(new Properties());

        assertThat(settings.events(0)).isEqualTo(300);
        assertThat(settings.events(20)).isEqualTo(30);
    }

    @Test
    void refusesALatencyBeforeTheCall() {
        Properties properties = new Properties();
        properties.setProperty("bench.latency", "-1");

        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(properties));
    }
}
