package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
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
    private static final Pattern RISK = Pattern.compile("\u201c([^\u201d]+)\u201d");

    /** A row without a test says why. */
    private static final Pattern REASON = Pattern.compile("\\b(cannot arise|not built): \\w.{20,}");

    private static final List<Row> ROWS = new ArrayList<>();
    private static final Set<String> TESTS = NamedTests.all();
    private static final Set<String> PRINTED = new HashSet<>();

    private record Row(String trap, String text) {
        List<String> tests() {
            return NamedTests.in(text);
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
        NamedTests.files(Path.of("events-samples")).stream()
                .filter(path -> path.toString().endsWith(".expected.json"))
                .forEach(TrapCoverageTest::readPrinted);
    }

    @Test
    void namesEveryTrapOnce() {
        assertThat(ROWS)
                .extracting(Row::trap)
                .containsExactlyElementsOf(
                        Stream.of(ids("E", 26), ids("I", 29), ids("S", 15), ids("V", 25), ids("P", 12))
                                .flatMap(ids -> ids)
                                .toList());
    }

    @Test
    void leavesNoTrapWithoutTestResidualRiskOrReason() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(!row.tests().isEmpty()
                                || !row.risks().isEmpty()
                                || REASON.matcher(row.text()).find())
                        .as(row.trap())
                        .isTrue());
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

    private static void readPrinted(Path file) {
        for (JsonNode response :
                Json.read(NamedTests.text(file), JsonNode.class).path("responses")) {
            for (String list : List.of("residualRisks", "reasons", "blastRadius")) {
                response.path(list).forEach(said -> PRINTED.add(said.asText()));
            }
        }
    }
}
