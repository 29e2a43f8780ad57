package dev.tourniquet.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The classes of the running JDK as a jar: ProGuard reads jars and jmods, and JDKs of our days come without jmods. */
final class PlatformClasses {
    private PlatformClasses() {}

    static void write(Path jar) throws IOException {
        try (Stream<Path> modules = Files.list(
                        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules"));
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path module : modules.filter(
                            each -> each.getFileName().toString().startsWith("java."))
                    .sorted()
                    .toList()) {
                add(module, out);
            }
        }
    }

    private static void add(Path module, ZipOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = module.relativize(file).toString();
                if (isApi(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
    }

    private static boolean isApi(String name) {
        return name.endsWith(".class")
                && Stream.of("java/", "javax/", "org/ietf/", "org/w3c/", "org/xml/")
                        .anyMatch(name::startsWith);
    }
}
