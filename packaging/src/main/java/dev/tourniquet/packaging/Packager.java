package dev.tourniquet.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Packages all functions: {@code <functions>/<function>/target/whole}, which Maven fills, becomes
 * {@code <functions>/<function>/target/lambda/lib}, which is deployed. All are shrunk together, each jar once, since that takes a fifth
 * of the time of one after the other; so a jar that several functions have keeps what any of them needs.
 */
final class Packager {
    private final Path work;

    private Packager(Path work) {
        this.work = work;
    }

    /** {@code <folder of the functions> <folder to work in>}. */
    public static void main(String[] arguments) throws IOException {
        new Packager(Path.of(arguments[1])).pack(Functions.in(Path.of(arguments[0])));
    }

    /** Packs them; shrinks nothing where nothing has changed that matters. */
    static void pack(Path functions, Path work) throws IOException {
        new Packager(work).pack(Functions.in(functions));
    }

    private void pack(Functions functions) throws IOException {
        Path shrunk = work.resolve("jars");
        Path stamp = work.resolve("fingerprint");
        String fingerprint = Fingerprint.of(functions);
        // The stamp goes first and comes last: what a build that broke off has left is not taken for finished.
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(fingerprint)) {
            Files.createDirectories(work);
            Files.deleteIfExists(stamp);
            Folders.empty(shrunk);
            new Shrinker(work).shrink(functions, shrunk);
            check(functions, shrunk);
            Files.writeString(stamp, fingerprint);
        }
        for (Path function : functions.folders()) {
            Path packaged = function.resolve("target/lambda/lib");
            Folders.empty(packaged);
            for (Path jar : Functions.jars(function)) {
                Files.copy(
                        functions.isOwn(jar) ? jar : shrunk.resolve(jar.getFileName()),
                        packaged.resolve(jar.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void check(Functions functions, Path shrunk) throws IOException {
        Map<Path, Jar> whole = new HashMap<>();
        Map<Path, Jar> packaged = new HashMap<>();
        for (Path jar : functions.own()) {
            Jar own = Jar.read(jar);
            whole.put(jar.getFileName(), own);
            packaged.put(jar.getFileName(), own);
        }
        for (Path jar : functions.libraries()) {
            whole.put(jar.getFileName(), Jar.read(jar));
            packaged.put(jar.getFileName(), Jar.read(shrunk.resolve(jar.getFileName())));
        }
        for (Path function : functions.folders()) {
            List<Path> names =
                    Functions.jars(function).stream().map(Path::getFileName).toList();
            SortedSet<String> missing = Linkage.missing(
                    names.stream().map(packaged::get).toList(),
                    names.stream().map(whole::get).toList());
            if (!missing.isEmpty()) {
                throw new IllegalStateException("shrinking took from " + function
                        + " what it needs; a rule in shrink.pro has to keep it: " + missing);
            }
        }
    }
}
