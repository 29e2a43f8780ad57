package dev.tourniquet.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A function with the HTTP client over the C runtime in place of its own: all its jars, and one class that goes before theirs. */
final class CrtJars {
    private CrtJars() {}

    /** A folder as Lambda unpacks one. */
    static Path prepare(Job job, Path folder) throws IOException {
        Path lib = folder.resolve("lib");
        Files.createDirectories(lib);
        try (Stream<Path> whole = Files.list(job.whole())) {
            for (Path jar : whole.toList()) {
                link(jar, lib);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.matches(".*/(aws-crt-client|aws-crt|crt-core)-[\\d.]+\\.jar")) {
                link(Path.of(entry), lib);
            }
        }
        compile(folder, lib);
        return folder;
    }

    private static void link(Path jar, Path lib) throws IOException {
        Path there = lib.resolve(jar.getFileName());
        Files.deleteIfExists(there);
        Files.createSymbolicLink(there, jar.toAbsolutePath());
    }

    /** Classes in the folder itself go before those in its lib. */
    private static void compile(Path folder, Path lib) throws IOException {
        String source;
        try (InputStream file = CrtJars.class.getResourceAsStream("HttpClients.txt")) {
            source = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        JavaFileObject unit =
                new SimpleJavaFileObject(
                        URI.create("string:///dev/tourniquet/runtime/HttpClients.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        File[] jars = lib.toFile().listFiles();
        String classPath = String.join(
                File.pathSeparator, Arrays.stream(jars).map(File::getPath).toList());
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        null,
                        List.of("-d", folder.toString(), "-proc:none", "-cp", classPath),
                        null,
                        List.of(unit))
                .call();
        if (!compiled) {
            throw new IllegalStateException("the HTTP client for comparison does not compile");
        }
    }
}
