package dev.tourniquet.proof.privilege;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;

/** The list of what was tried out, a line a subject. Several JVMs write it at a time. */
final class Explored {
    private static final Path FILE = Path.of("proof", "target", "explored", "privilege.txt");
    private static final String SEPARATOR = ": ";

    private Explored() {}

    /** Replaces the line of a subject. */
    static void write(String subject, String line) {
        try {
            Files.createDirectories(FILE.getParent());
            try (FileChannel file = FileChannel.open(
                    FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                file.lock();
                String text = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
                TreeMap<String, String> lines = new TreeMap<>();
                text.lines().forEach(each -> lines.put(each.substring(0, each.indexOf(SEPARATOR)), each));
                lines.put(subject, subject + SEPARATOR + line);
                String all = String.join("\n", lines.values()) + "\n";
                file.truncate(0);
                file.write(ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8)), 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
