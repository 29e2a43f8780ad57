package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.infra.config.ConfigReader;
import dev.tourniquet.infra.config.Deployment;
import dev.tourniquet.infra.config.Mode;
import dev.tourniquet.infra.config.Modes;
import dev.tourniquet.infra.config.Settings;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {

    private static final String EXAMPLE_ACCOUNT = "123456789012";

    private static JsonNode shipped() throws IOException {
        return new ObjectMapper().readTree(new File("cdk.json")).path("context").path("tourniquet");
    }

    @Test
    void theExampleAccountEnforcesSoThatReplayShowsContainments() throws IOException {
        List<Deployment> example = ConfigReader.read(shipped(), EXAMPLE_ACCOUNT);

        assertThat(example).extracting(Deployment::region).contains("us-east-1");
        assertThat(example)
                .allSatisfy(
                        deployment -> assertThat(deployment.settings().modes()).isEqualTo(Modes.of(Mode.ENFORCE)));
    }

    /** The file spells the defaults out, so that nobody has to look for them in the code. */
    @Test
    void theDefaultsInTheFileAreThoseInTheCode() throws IOException {
        ObjectNode config = shipped().deepCopy();
        ((ObjectNode) config.path("accounts"))
                .removeAll()
                .putObject("111122223333")
                .putObject("regions")
                .putObject("us-east-1");

        Settings settings = ConfigReader.read(config, null).getFirst().settings();

        assertThat(settings.withProtectedPrincipals(List.of())).isEqualTo(Settings.defaults());
    }
}
