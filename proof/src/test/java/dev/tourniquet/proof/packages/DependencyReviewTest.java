package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what ships in a function to docs/dependencies.md: nothing new comes in that nobody has looked at. */
final class DependencyReviewTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([^:`]+):([^`]+)` \\| (\\S+) \\| ([^|]+) \\| [^|]{3,} \\|");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");
    private static final Pattern POM = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\.properties");
    private static final Set<String> OWN = Set.of("core", "runtime", "identity");

    private record Row(String group, String artifact, String licence, List<String> functions) {
        boolean shipsIn(String function) {
            return functions.equals(List.of("all")) || functions.contains(function);
        }
    }

    static Stream<String> functions() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("functions"))) {
            return modules
                    .filter(module -> Files.isDirectory(module.resolve("target/lambda/lib")))
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void looksAtEveryFunction() throws IOException {
        assertThat(functions()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void shipsWhatWasReviewedAndNothingElse(String function) throws IOException {
        Set<String> reviewed = new TreeSet<>();
        for (Row row : rows().values()) {
            if (row.shipsIn(function)) {
                reviewed.add(row.artifact());
            }
        }

        assertThat(shipped(Path.of("functions", function, "target/lambda/lib"), function)
                        .keySet())
                .as("docs/dependencies.md says what ships in " + function)
                .isEqualTo(reviewed);
    }

    /** Two publishers can give two jars one name. */
    @ParameterizedTest
    @MethodSource("functions")
    void shipsItFromThePublisherWhoWasReviewed(String function) throws IOException {
        Map<String, Row> rows = rows();

        shipped(Path.of("functions", function, "target/lambda/lib"), function)
                .forEach((artifact, group) -> assertThat(
                                group.orElse(rows.get(artifact).group()))
                        .as(artifact)
                        .isEqualTo(rows.get(artifact).group()));
    }

    /** The SBOM is not written where the build is offline for the first time. */
    @ParameterizedTest
    @MethodSource("functions")
    void shipsItUnderTheLicenceThatWasReviewed(String function) throws IOException {
        Path sbom = Path.of("functions", function, "target/sbom.json");
        assumeThat(sbom).isRegularFile();
        Map<String, Row> rows = rows();

        List<JsonNode> components = Json.MAPPER
                .readTree(sbom.toFile())
                .path("components")
                .valueStream()
                .filter(component -> !component.path("group").asText().equals("dev.tourniquet"))
                .toList();
        assertThat(components).isNotEmpty().allSatisfy(component -> {
            Row row = rows.get(component.path("name").asText());
            assertThat(row).as(component.path("purl").asText()).isNotNull();
            assertThat(component.path("group").asText()).isEqualTo(row.group());
            assertThat(component.at("/licenses/0/license/id").asText()).isEqualTo(row.licence());
        });
    }

    @Test
    void seesAJarThatNobodyHasLookedAt(@TempDir Path lib) throws IOException {
        Files.createFile(lib.resolve("left-pad-1.3.0.jar"));
        Files.createFile(lib.resolve("core-0.1.0-SNAPSHOT.jar"));

        assertThat(names(lib)).containsExactly("core", "left-pad");
        assertThat(rows()).doesNotContainKey("left-pad");
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/dependencies.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows).as("one row for each").doesNotContainKey(row.group(2));
                rows.put(
                        row.group(2),
                        new Row(
                                row.group(1),
                                row.group(2),
                                row.group(3),
                                List.of(row.group(4).split(", ", -1))));
            }
        }
        return rows;
    }

    /** The jars of others and who published each, where the jar says so. */
    private static Map<String, Optional<String>> shipped(Path lib, String function) throws IOException {
        Map<String, Optional<String>> shipped = new TreeMap<>();
        for (Path jar : jars(lib)) {
            String artifact = name(jar);
            if (!OWN.contains(artifact) && !artifact.equals(function)) {
                shipped.put(artifact, publisher(jar, artifact));
            }
        }
        return shipped;
    }

    private static Optional<String> publisher(Path jar, String artifact) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> POM.matcher(entry.getName()))
                    .filter(pom -> pom.matches() && pom.group(2).equals(artifact))
                    .map(pom -> pom.group(1))
                    .findFirst();
        }
    }

    private static List<String> names(Path lib) throws IOException {
        return jars(lib).stream().map(DependencyReviewTest::name).sorted().toList();
    }

    private static List<Path> jars(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return new ArrayList<>(files.toList());
        }
    }

    private static String name(Path jar) {
        Matcher name = JAR.matcher(jar.getFileName().toString());
        assertThat(name.matches()).as(jar.toString()).isTrue();
        return name.group(1);
    }
}
