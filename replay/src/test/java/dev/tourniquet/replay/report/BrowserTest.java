package dev.tourniquet.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.EventRun.FindingInShort;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.StepRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in headless Chromium, by day and night, on a telephone and on paper: nothing runs, nothing is loaded, nothing is too wide or too
 * pale. Screenshots are in replay/target/screenshots. Needs Chromium ({@code CHROMIUM}, or Debian's package), Node and npm; where one is
 * missing the test says so and is skipped. The driver is the version that package.json names, installed under replay/target.
 */
final class BrowserTest {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Path TARGET = HOME.resolve("replay/target");

    @TempDir
    private Path folder;

    @Test
    void looksRightAndRunsAndLoadsNothing() throws Exception {
        String chromium = chromium();
        Path driver = driver();
        Path shots = Files.createDirectories(TARGET.resolve("screenshots"));
        List<String> command = new ArrayList<>(List.of(
                "node",
                HOME.resolve("replay/src/test/browser/look.mjs").toString(),
                chromium,
                driver.toString(),
                shots.toString()));
        for (Map.Entry<String, Case> each : Map.of(
                        "contained", Cases.contained(),
                        "partial", Cases.partial(),
                        "waiting", Cases.waiting(),
                        "released", Cases.released(),
                        "old", Cases.old(),
                        "hostile", Cases.hostile())
                .entrySet()) {
            Path page = folder.resolve(each.getKey() + ".html");
            Files.writeString(page, CasePage.of(each.getValue(), "account 123456789012, us-east-1"));
            command.add(page.toString());
        }
        ReplayPages pages = new ReplayPages(folder);
        pages.add(run("guardduty/" + Cases.EVIL + ".json", Cases.EVIL + "y".repeat(200), "CONTAINED"));
        pages.add(run("guardduty/Backdoor-EC2-CnCActivity.B.json", "Backdoor:EC2/C&CActivity.B", "PARTIAL"));
        command.add(pages.finish().toString());
        command.add(folder.resolve("event-001.html").toString());

        String wrong = run(command);

        assertThat(wrong).isEmpty();
        try (Stream<Path> pictures = Files.list(shots)) {
            assertThat(pictures.filter(each -> each.toString().endsWith(".png")))
                    .hasSizeGreaterThanOrEqualTo(32);
        }
    }

    private static EventRun run(String path, String type, String outcome) {
        StepRun step = new StepRun(
                "CONTAIN",
                "quarantine-interface",
                Cases.EVIL,
                "VERIFIED",
                Json.tree(Map.of("groups", List.of(Cases.EVIL, "sg-1"))),
                MissingNode.getInstance());
        ResponseRun response = new ResponseRun(
                "isolate-instance",
                "i-0aba0c7fd897b99bf",
                outcome,
                List.of(Cases.EVIL),
                List.of(),
                List.of(),
                List.of(),
                List.of(step),
                List.of(Cases.EVIL),
                "isolate-instance/i-0aba0c7fd897b99bf/1",
                false);
        FunctionRun function = new FunctionRun(
                "rule", "tourniquet-isolate-instance", 1, List.of(response), List.of(), null, null, List.of());
        return EventRun.of(
                Path.of(path),
                new FindingInShort("id", type, "8", type),
                List.of("rule"),
                List.of(),
                Map.of(),
                List.of(function),
                null);
    }

    private static String chromium() {
        Optional<String> found = Stream.of(
                        Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst();
        assumeTrue(found.isPresent(), "no Chromium: apt-get install chromium, or name one in CHROMIUM");
        return found.orElseThrow();
    }

    private static Path driver() throws Exception {
        JsonNode packages = Json.MAPPER.readTree(HOME.resolve("package.json").toFile());
        String version = packages.at("/devDependencies/playwright-core").asText();
        Path prefix = TARGET.resolve("browser");
        Path driver = prefix.resolve("node_modules/playwright-core");
        if (!Files.isDirectory(driver)) {
            Files.createDirectories(prefix);
            try {
                run(List.of(
                        "npm",
                        "install",
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--silent",
                        "--prefix",
                        prefix.toString(),
                        "playwright-core@" + version));
            } catch (IOException | IllegalStateException missing) {
                assumeTrue(false, "no playwright-core: " + missing.getMessage());
            }
        }
        return driver;
    }

    /** What {@code command} prints. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("tourniquet-browser", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            boolean ended = process.waitFor(180, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(printed, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + text);
            }
            return text;
        } finally {
            Files.deleteIfExists(printed);
        }
    }
}
