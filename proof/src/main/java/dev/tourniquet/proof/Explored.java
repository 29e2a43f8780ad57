package dev.tourniquet.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tests explored, as they left it in {@code target/explored} of their modules: {@code *.faults.tsv} with the lines of
 * {@link Line}, {@code *.txt} with a sentence or two. Prints it as a table.
 */
public final class Explored {
    private static final Path FOLDER = Path.of("proof", "target", "explored");
    private static final List<Path> FOLDERS = List.of(Path.of("functions", "core", "target", "explored"), FOLDER);

    /**
     * Of one fault in one scene.
     *
     * @param possible on how many calls it can happen
     * @param explored on how many of these it was tried
     * @param violations how often something was not as it should be
     */
    record Line(String scene, Fault fault, int possible, int explored, int violations) {
        static Line parse(String text) {
            String[] parts = text.split("\t", -1);
            return new Line(
                    parts[0],
                    Fault.valueOf(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]));
        }

        @Override
        public String toString() {
            return String.join(
                    "\t",
                    scene,
                    fault.name(),
                    String.valueOf(possible),
                    String.valueOf(explored),
                    String.valueOf(violations));
        }
    }

    private Explored() {}

    /** Prints what was explored; run from the root of the repository. */
    public static void main(String[] arguments) {
        System.out.print(table(read(".faults.tsv").map(Line::parse).toList()));
        read(".txt").forEach(System.out::println);
    }

    static void write(String name, List<?> lines) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(
                    FOLDER.resolve(name), lines.stream().map(Object::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for each scene; a column for each fault, with how often it was explored of how often it can happen. */
    static String table(List<Line> lines) {
        Map<String, Map<Fault, Line>> rows = new LinkedHashMap<>();
        lines.forEach(line -> rows.computeIfAbsent(line.scene(), _ -> new EnumMap<>(Fault.class))
                .put(line.fault(), line));
        List<List<String>> cells = new ArrayList<>();
        cells.add(row("scene", fault -> fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), "all", "violations"));
        rows.forEach((scene, faults) -> cells.add(row(
                scene,
                fault -> faults.containsKey(fault) ? of(List.of(faults.get(fault))) : "-",
                of(faults.values()),
                violations(faults.values()))));
        cells.add(row(
                "all",
                fault -> of(lines.stream().filter(line -> line.fault() == fault).toList()),
                of(lines),
                violations(lines)));
        return aligned(cells);
    }

    private interface Cell {
        String of(Fault fault);
    }

    private static List<String> row(String first, Cell cell, String... last) {
        return Stream.of(Stream.of(first), Stream.of(Fault.values()).map(cell::of), Stream.of(last))
                .flatMap(cells -> cells)
                .toList();
    }

    private static String of(Iterable<Line> lines) {
        int explored = 0;
        int possible = 0;
        for (Line line : lines) {
            explored += line.explored();
            possible += line.possible();
        }
        return explored + "/" + possible;
    }

    private static String violations(Iterable<Line> lines) {
        int violations = 0;
        for (Line line : lines) {
            violations += line.violations();
        }
        return String.valueOf(violations);
    }

    private static String aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return rows.stream()
                .map(row -> Stream.iterate(0, column -> column + 1)
                        .limit(row.size())
                        .map(column -> padded(row.get(column), widths.get(column), column == 0))
                        .collect(Collectors.joining("  ")))
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static String padded(String text, int width, boolean left) {
        return ("%" + (left ? "-" : "") + width + "s").formatted(text);
    }

    private static Stream<String> read(String ending) {
        return FOLDERS.stream()
                .filter(Files::isDirectory)
                .flatMap(Explored::files)
                .filter(file -> file.toString().endsWith(ending))
                .sorted()
                .flatMap(Explored::lines);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
