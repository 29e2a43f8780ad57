package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tourniquet.infra.config.ConfigReader;
import dev.tourniquet.infra.config.ConfigurationException;
import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FunctionEnvironmentTest {

    private static final Place PLACE = Place.of("123456789012", "us-east-1");

    @Test
    void whatLambdaWouldRefuseIsAnErrorOfTheConfiguration() {
        assertThatThrownBy(() -> environment(exempting(300)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("tourniquet.accounts.123456789012.regions.us-east-1: ")
                .hasMessageContaining("exemptResources");
    }

    /** Beside the finding types there is room for a few dozen ids. */
    @Test
    void aLongListIsNoError() {
        assertThat(environment(exempting(60))).containsKey("TOURNIQUET_EXEMPT");
    }

    private static Map<String, String> environment(Settings settings) {
        return FunctionEnvironment.ofResponse(
                PLACE, settings, Response.REVOKE_SESSIONS, FindingRule.of(Response.REVOKE_SESSIONS, settings));
    }

    private static Settings exempting(int instances) {
        List<String> ids =
                IntStream.range(0, instances).mapToObj("i-%017x"::formatted).toList();
        String config = ids.stream()
                .collect(
                        Collectors.joining("\",\"", "{\"exemptResources\":[\"", "\"],\"regions\":{\"us-east-1\":{}}}"));
        try {
            return ConfigReader.read(
                            new ObjectMapper().readTree("{\"accounts\":{\"123456789012\":" + config + "}}"), null)
                    .getFirst()
                    .settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
