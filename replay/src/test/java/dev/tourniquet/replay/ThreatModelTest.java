package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/threat-model.md to its word: what it says is stopped names a test that exists, or says that none shows it. */
final class ThreatModelTest {
    private static final Set<String> TESTS = NamedTests.all();
    private static final List<Row> ROWS = new ArrayList<>();

    private record Row(String id, List<String> cells) {
        String shownBy() {
            return cells.get(cells.size() - 2);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(Path.of("docs/threat-model.md"))) {
            if (line.matches("\\| [TH]\\d+ \\|.*\\|")) {
                List<String> cells = Arrays.stream(
                                line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList();
                ROWS.add(new Row(cells.getFirst(), cells.subList(1, cells.size())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"T", "H"})
    void numbersItsRows(String list) {
        List<String> ids =
                ROWS.stream().map(Row::id).filter(id -> id.startsWith(list)).toList();

        assertThat(ids)
                .hasSizeGreaterThan(10)
                .isEqualTo(IntStream.rangeClosed(1, ids.size())
                        .mapToObj(number -> list + number)
                        .toList());
    }

    @Test
    void saysOfEachWhatStopsItWhatShowsThatAndWhatRemains() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(row.cells())
                        .as(row.id())
                        .hasSize(row.id().startsWith("T") ? 4 : 5)
                        .allSatisfy(cell -> assertThat(cell).hasSizeGreaterThan(3)));
    }

    @Test
    void namesATestOrSaysThatNoneShowsIt() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(NamedTests.in(row.shownBy()).isEmpty())
                        .as(row.id())
                        .isEqualTo(row.shownBy().startsWith("No test")));
    }

    @Test
    void namesOnlyTestsThatExist() {
        assertThat(ROWS).allSatisfy(row -> assertThat(TESTS).as(row.id()).containsAll(NamedTests.in(row.shownBy())));
    }

    @Test
    void isWhereTheReadmeAndTheSecurityPageLeadTo() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("docs/threat-model.md");
        assertThat(Files.readString(Path.of("SECURITY.md"))).contains("docs/threat-model.md");
    }
}
