package dev.tourniquet.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.Deflater;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ParseException;
import proguard.ProGuard;

/** Leaves out of the libraries what our own classes cannot reach, by ProGuard and the rules in {@code shrink.pro}. */
final class Shrinker {
    /** The classes that the result depends on. */
    static final List<Class<?>> PARTS = List.of(
            Shrinker.class,
            Bridges.class,
            ServiceTable.class,
            ServiceTable.Entries.class,
            Copy.class,
            PlatformClasses.class);

    /** The classes for other JDKs do the same as those they stand in for; ProGuard would take them for classes of their own. */
    private static final String FILTER = "(!META-INF/versions/**,!**module-info.class)";

    private final Path work;

    Shrinker(Path work) {
        this.work = work;
    }

    static String rules() {
        try (InputStream rules = Shrinker.class.getResourceAsStream("shrink.pro")) {
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes each library, shrunk, into {@code to}; throws IllegalStateException where ProGuard misses a class that it does not know about. */
    void shrink(Functions functions, Path to) throws IOException {
        Path prepared = work.resolve("prepared");
        Path shrunk = work.resolve("shrunk");
        Folders.empty(prepared);
        Folders.empty(shrunk);
        List<String> arguments = new ArrayList<>();
        for (Path jar : functions.own()) {
            arguments.addAll(List.of("-injars", quoted(jar)));
            arguments.addAll(List.of("-outjars", quoted(prepared.resolve("own-" + jar.getFileName()))));
        }
        ServiceTable table = ServiceTable.of(functions.libraries());
        for (Path jar : functions.libraries()) {
            Path copy = prepared.resolve(jar.getFileName());
            Copy.of(
                    jar,
                    copy,
                    Deflater.NO_COMPRESSION,
                    (name, content) -> table.reduce(name, Bridges.remove(name, content)));
            arguments.addAll(List.of("-injars", quoted(copy) + FILTER));
            arguments.addAll(List.of("-outjars", quoted(shrunk.resolve(jar.getFileName()))));
        }
        Path platform = work.resolve("platform.jar");
        PlatformClasses.write(platform);
        arguments.addAll(List.of("-libraryjars", quoted(platform)));
        run(arguments);
        for (Path jar : Folders.list(shrunk)) {
            Copy.of(jar, to.resolve(jar.getFileName()), Deflater.BEST_COMPRESSION, (name, content) -> content);
        }
        Folders.empty(prepared);
        Folders.empty(shrunk);
        Files.delete(platform);
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath() + "'";
    }

    private static void run(List<String> arguments) {
        Configuration configuration = new Configuration();
        String all = String.join(" ", arguments) + System.lineSeparator() + rules();
        try (ConfigurationParser parser =
                new ConfigurationParser(all, "shrink.pro", Path.of("").toFile(), new Properties())) {
            parser.parse(configuration);
            new ProGuard(configuration).execute();
        } catch (ParseException e) {
            throw new IllegalStateException("shrink.pro: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "ProGuard has warned above. Where a library wants what no function has, shrink.pro says so: "
                            + e.getMessage(),
                    e);
        } catch (Exception e) { // Its own signature says no more.
            throw new IllegalStateException("ProGuard: " + e.getMessage(), e);
        }
    }
}
