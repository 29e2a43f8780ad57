package dev.tourniquet.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of this repository, as pages name them: {@code `SomeTest#saysWhatItShows`}. */
final class NamedTests {
    private static final Pattern NAME = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile(
            "@(?:(?:Parameterized|Repeated)?Test|TestFactory)(?:\\(.*\\))?\\R(?:.*\\R)*?    (?:void|Stream<DynamicTest>) (\\w+)\\(");

    private NamedTests() {}

    /** All that exist, as {@code SomeTest#saysWhatItShows}. */
    static Set<String> all() {
        Set<String> tests = new HashSet<>();
        for (String module : List.of("functions", "infra", "local-aws", "replay", "proof")) {
            for (Path file : files(Path.of(module))) {
                if (file.toString().contains("src/test/java") && file.toString().endsWith("Test.java")) {
                    String name = file.getFileName().toString().replace(".java", "");
                    METHOD.matcher(text(file)).results().forEach(found -> tests.add(name + "#" + found.group(1)));
                }
            }
        }
        return tests;
    }

    /** Those that {@code text} names. */
    static List<String> in(String text) {
        return NAME.matcher(text)
                .results()
                .map(found -> found.group(1) + "#" + found.group(2))
                .toList();
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
