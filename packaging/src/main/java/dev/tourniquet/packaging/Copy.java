package dev.tourniquet.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies jars. All entries get one and the same time, so that two builds of one commit give the same bytes. */
final class Copy {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** What becomes of an entry. */
    @FunctionalInterface
    interface Change {
        byte[] apply(String name, byte[] content);
    }

    private Copy() {}

    /** @param level as {@link java.util.zip.Deflater} has them */
    static void of(Path from, Path to, int level, Change change) throws IOException {
        try (ZipFile jar = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            out.setLevel(level);
            for (ZipEntry entry : Collections.list(jar.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(TIME);
                out.putNextEntry(copy);
                out.write(
                        change.apply(entry.getName(), jar.getInputStream(entry).readAllBytes()));
                out.closeEntry();
            }
        }
    }
}
