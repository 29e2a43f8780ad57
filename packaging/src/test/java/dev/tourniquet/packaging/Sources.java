package dev.tourniquet.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars of sources. */
final class Sources {
    private Sources() {}

    /** Compiles classes by their names, against {@code classPath}, into a jar, with other entries beside them. */
    static Path jar(Path jar, List<Path> classPath, Map<String, String> sources, Map<String, String> others)
            throws IOException {
        Path classes = Files.createTempDirectory("classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of(
                                "-d",
                                classes.toString(),
                                "-proc:none",
                                "-cp",
                                String.join(
                                        System.getProperty("path.separator"),
                                        classPath.stream().map(Path::toString).toList())),
                        null,
                        files)
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("does not compile");
        }
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> compiledFiles = Files.walk(classes)) {
            for (Path file : compiledFiles.filter(Files::isRegularFile).sorted().toList()) {
                add(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> other : others.entrySet()) {
                add(zip, other.getKey(), other.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Folders.empty(classes);
        Files.delete(classes);
        return jar;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
