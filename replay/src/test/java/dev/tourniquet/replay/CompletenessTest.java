package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A response is a module, rules, samples and a runbook: whoever adds one and forgets a part learns it here. */
final class CompletenessTest {
    private static final Set<String> NO_RESPONSES = Set.of(
            "core",
            "runtime",
            "identity",
            "republish-outcomes",
            "prune-revocations",
            "notify",
            "dead-letters",
            "target");

    static Stream<String> responses() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("functions"))) {
            return modules
                    .filter(Files::isDirectory)
                    .map(module -> module.getFileName().toString())
                    .filter(name -> !NO_RESPONSES.contains(name))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void hasRulesInTheTemplate(String response) {
        assertThat(TestTemplates.synthesized().rules())
                .anyMatch(rule -> rule.name().startsWith("tourniquet-" + response + "-"));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void hasSamplesThatAreContainedAndSamplesThatAreNot(String response) throws IOException {
        try (Stream<Path> samples = Files.walk(Path.of("events-samples"))) {
            assertThat(samples.filter(path -> path.toString().endsWith(".expected.json"))
                            .flatMap(path -> read(path).path("responses").valueStream())
                            .filter(expected ->
                                    expected.path("response").asText().equals(response))
                            .map(expected -> expected.path("outcome").asText()))
                    .contains("CONTAINED", "ALREADY_CONTAINED", "FAILED", "SKIPPED", "DRY_RUN")
                    .containsAnyOf("NOTHING_TO_DO", "REFUSED");
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void hasARunbookThatTheReadmeLeadsTo(String response) throws IOException {
        Path runbook = Path.of("docs/runbooks", response + ".md");

        assertThat(runbook).isRegularFile();
        assertThat(Files.readString(Path.of("README.md"))).contains(runbook.toString());
        assertThat(Files.readString(runbook))
                .contains(
                        "## When it fires", "## What it does", "## What stays open", "## Verify by hand", "## Release");
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
