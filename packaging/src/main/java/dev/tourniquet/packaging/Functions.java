package dev.tourniquet.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipFile;

/**
 * The jars of all functions.
 *
 * @param folders the functions' folders
 * @param own the jars that this build has made, each once
 * @param libraries all others, each once
 */
record Functions(List<Path> folders, List<Path> own, List<Path> libraries) {
    Functions {
        folders = List.copyOf(folders);
        own = List.copyOf(own);
        libraries = List.copyOf(libraries);
    }

    /** Reads which jars there are; throws IllegalStateException where two functions have different jars of one name. */
    static Functions in(Path root) throws IOException {
        List<Path> folders = new ArrayList<>();
        Map<String, Path> jars = new LinkedHashMap<>();
        for (Path folder : Folders.list(root)) {
            if (Files.isDirectory(whole(folder))) {
                folders.add(folder);
                for (Path jar : jars(folder)) {
                    Path same = jars.putIfAbsent(jar.getFileName().toString(), jar);
                    if (same != null && Files.mismatch(same, jar) != -1) {
                        throw new IllegalStateException(
                                same + " and " + jar + " are not the same: run `mvn clean package` at the root");
                    }
                }
            }
        }
        List<Path> own = new ArrayList<>();
        List<Path> libraries = new ArrayList<>();
        for (String name : new TreeSet<>(jars.keySet())) {
            Path jar = jars.get(name);
            (isOurs(jar) ? own : libraries).add(jar);
        }
        return new Functions(folders, own, libraries);
    }

    /** The jars of one function, by name. */
    static List<Path> jars(Path function) throws IOException {
        return Folders.list(whole(function));
    }

    boolean isOwn(Path jar) {
        return own.stream().anyMatch(each -> each.getFileName().equals(jar.getFileName()));
    }

    private static Path whole(Path function) {
        return function.resolve("target/whole");
    }

    private static boolean isOurs(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .anyMatch(entry -> entry.getName().startsWith("dev/tourniquet/")
                            && entry.getName().endsWith(".class"));
        }
    }
}
