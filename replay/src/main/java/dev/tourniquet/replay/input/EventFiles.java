package dev.tourniquet.replay.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the files that hold events: a file as it is named, a folder with all that is below it. Expectations are no events:
 * a shell that replaces {@code *.json} names them too.
 */
public final class EventFiles {
    private EventFiles() {}

    /**
     * Event files in the order of the arguments, those of a folder sorted by path.
     *
     * @throws IllegalArgumentException where a path does not exist or a folder holds no event file
     */
    public static List<Path> find(List<Path> paths) {
        List<Path> found = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                found.addAll(below(path));
            } else if (!Files.exists(path)) {
                throw new IllegalArgumentException("no such file or folder: " + path);
            } else if (!path.toString().endsWith(Expectation.SUFFIX)) {
                found.add(path);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expectations only, no event");
        }
        return found.stream().distinct().toList();
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> events = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(Expectation.SUFFIX))
                    .sorted()
                    .toList();
            if (events.isEmpty()) {
                throw new IllegalArgumentException("no *.json file below " + folder);
            }
            return events;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
