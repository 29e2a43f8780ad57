package dev.tourniquet.proof.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ScalePageTest {
    private static final String RENEW =
            " is out of date; renew it with `mvn -q -pl proof -am package -Dscale.skip=false"
                    + " -DskipTests`, and look at the chart";

    @Test
    void thePageAndTheChartAreThoseOfTheSimulation() throws IOException {
        ScalePage page = new ScalePage();

        assertThat(Files.readString(Path.of("docs/scale.md")))
                .as("docs/scale.md" + RENEW)
                .isEqualTo(page.text());
        assertThat(Files.readString(Path.of("docs/scale.svg")))
                .as("docs/scale.svg" + RENEW)
                .isEqualTo(page.chart());
    }

    /** What the page takes for given of the template. */
    @Test
    void theSettingsAreThoseOfTheTemplate() throws IOException {
        String template = Files.readString(TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT));

        assertThat(template)
                .contains("\"ReservedConcurrentExecutions\": " + ScalePage.FEW.concurrency())
                .contains("\"MaximumRetryAttempts\": " + ScalePage.FEW.retries())
                .contains("\"MaximumEventAgeInSeconds\": " + Math.round(ScalePage.FEW.maxAge()));
        // Those of the rules for orders in Security Hub are by option.
        assertThat(Pattern.compile("\"AlarmName\": \"(?!tourniquet-[a-z-]+-order-)")
                        .matcher(template)
                        .results())
                .hasSize(ScalePage.ALARMS);
    }
}
