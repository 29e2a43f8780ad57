package dev.tourniquet.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The output of a child process, kept in a file that error messages name and quote. */
final class Log {

    private static final int QUOTED_LINES = 15;

    private Log() {}

    static List<String> lines(Path file) {
        try {
            // Not readString: a process that is cut off may leave half a character.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, introduced by the file's name, ready to follow a sentence. */
    static String quote(Path file) {
        List<String> lines = lines(file);
        if (lines.isEmpty()) {
            return "; it printed nothing (" + file + ")";
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
        return "; the last lines of " + file + ":\n  " + String.join("\n  ", last);
    }
}
