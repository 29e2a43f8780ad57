package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/coverage-of-traps.md to its word: each trap has a row, each row a test that exists, or a residual risk that a
 * sample shows the outcome to print.
 */
final class TrapCoverageTest {
    private static final Path PAGE = Path.of("docs/coverage-of-traps.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d+) \\|(.*)\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern RISK = Pattern.compile("\u201c([^\u201d]+)\u201d");

    private static final Pattern METHOD =
            Pattern.compile("@(?:Parameterized|Repeated)?Test\\R(?:.*\\R)*?    void (\\w+)\\(");

    private static final List<Row> ROWS = new ArrayList<>();
    private static final Set<String> TESTS = new HashSet<>();
    private static final Set<String> PRINTED = new HashSet<>();

    private record Row(String trap, String text) {
        List<String> tests() {
            return TEST.matcher(text)
                    .results()
                    .map(found -> found.group(1) + "#" + found.group(2))
                    .toList();
        }

        List<String> risks() {
            return RISK.matcher(text).results().map(found -> found.group(1)).toList();
        }
    }

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ROWS.add(new Row(row.group(1), row.group(2)));
            }
        }
        try (Stream<Path> modules =
                Stream.of("functions", "infra", "local-aws", "replay", "proof").map(Path::of)) {
            modules.flatMap(TrapCoverageTest::files)
                    .filter(path -> path.toString().contains("src/test/java")
                            && path.toString().endsWith("Test.java"))
                    .forEach(TrapCoverageTest::readTests);
        }
        files(Path.of("events-samples"))
                .filter(path -> path.toString().endsWith(".expected.json"))
                .forEach(TrapCoverageTest::readPrinted);
    }

    @Test
    void namesEveryTrapOnce() {
        assertThat(ROWS)
                .extracting(Row::trap)
                .containsExactlyElementsOf(Stream.of(ids("E", 26), ids("I", 29), ids("S", 15))
                        .flatMap(ids -> ids)
                        .toList());
    }

    @Test
    void leavesNoTrapWithoutTestOrResidualRisk() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(row.tests().size() + row.risks().size())
                        .as(row.trap())
                        .isPositive());
    }

    @Test
    void namesOnlyTestsThatExist() {
        assertThat(ROWS).allSatisfy(row -> assertThat(TESTS).as(row.trap()).containsAll(row.tests()));
    }

    /** {@link Samples} plays the samples, and compares what they print. */
    @Test
    void quotesOnlyWhatASampleExpectsToBePrinted() {
        assertThat(ROWS).allSatisfy(row -> assertThat(PRINTED).as(row.trap()).containsAll(row.risks()));
    }

    private static Stream<String> ids(String list, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> list + number);
    }

    private static void readTests(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        METHOD.matcher(text(file)).results().forEach(found -> TESTS.add(name + "#" + found.group(1)));
    }

    private static void readPrinted(Path file) {
        for (JsonNode response : Json.read(text(file), JsonNode.class).path("responses")) {
            for (String list : List.of("residualRisks", "reasons", "blastRadius")) {
                response.path(list).forEach(said -> PRINTED.add(said.asText()));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try {
            return Files.walk(folder).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
