package dev.tourniquet.proof.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The modules of the build, and the classes that each of them compiles to. */
final class Modules {
    /** Modules below functions/ that are no function. */
    private static final Set<String> SHARED = Set.of("core", "runtime", "identity");

    private Modules() {}

    /** Where each module's classes are, by the module's name. */
    static List<Path> outputs() {
        try (Stream<Path> functions = Files.list(Path.of("functions"))) {
            return Stream.concat(
                            functions,
                            Stream.of("packaging", "infra", "local-aws", "replay", "proof")
                                    .map(Path::of))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them; what they use of the JDK and of libraries is known by name only. */
    static JavaClasses classes() {
        return new ClassFileImporter().importPaths(outputs());
    }

    /** The functions: the modules that a handler is in. */
    static Set<String> functions() {
        Set<String> functions = new TreeSet<>();
        for (Path output : outputs()) {
            String name = output.getName(output.getNameCount() - 3).toString();
            if (output.startsWith("functions") && !SHARED.contains(name)) {
                functions.add(name);
            }
        }
        return functions;
    }

    /** Classes of one of {@code modules}. */
    static DescribedPredicate<JavaClass> in(Set<String> modules) {
        return DescribedPredicate.describe("in " + new TreeSet<>(modules), type -> modules.contains(moduleOf(type)));
    }

    /** Classes of {@code module}. */
    static DescribedPredicate<JavaClass> in(String module) {
        return in(Set.of(module));
    }

    /** Classes of this build. */
    static DescribedPredicate<JavaClass> ofThisBuild() {
        return DescribedPredicate.describe(
                "of this build", type -> !moduleOf(type).isEmpty());
    }

    private static String moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .map(Source::getUri)
                .filter(uri -> "file".equals(uri.getScheme()))
                .map(uri -> Path.of(uri).toString().replace('\\', '/'))
                .filter(file -> file.contains("/target/classes/"))
                .map(file -> file.substring(0, file.indexOf("/target/classes/")))
                .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
                .orElse("");
    }
}
