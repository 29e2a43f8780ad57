package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** What the SDK in a package knows of the services that the function has a client of is what the whole SDK knows. */
final class ServiceTableTest {
    private static final String CLIENT = "software/amazon/awssdk/services/[a-z0-9/]+/[A-Za-z0-9]+Client\\.class";

    static List<Path> functions() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("functions"))) {
            return all.map(function -> function.resolve("target/lambda/lib"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void knowsTheRegionsOfEachService(Path library) throws Exception {
        Set<String> services = services(library);
        Class<?> packaged = Packages.loader(library.getName(1).toString()).loadClass(ServiceMetadata.class.getName());

        assertThat(services).contains("dynamodb");
        for (String service : services) {
            assertThat(answers(packaged, service)).as(service).isEqualTo(answers(ServiceMetadata.class, service));
        }
    }

    /** By which region each signs, and where it listens. */
    private static Map<String, String> answers(Class<?> type, String service) throws ReflectiveOperationException {
        Object metadata = type.getMethod("of", String.class).invoke(null, service);
        Class<?> regions = type.getClassLoader().loadClass(Region.class.getName());
        Method of = regions.getMethod("of", String.class);
        Map<String, String> answers = new TreeMap<>();
        for (Region region : Region.regions()) {
            Object same = of.invoke(null, region.id());
            answers.put(
                    region.id(),
                    type.getMethod("signingRegion", regions).invoke(metadata, same) + " "
                            + type.getMethod("endpointFor", regions).invoke(metadata, same));
        }
        return answers;
    }

    private static Set<String> services(Path library) throws Exception {
        Set<String> services = new TreeSet<>();
        try (Stream<Path> jars = Files.list(library)) {
            for (Path jar : jars.toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    for (String client : zip.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.matches(CLIENT) && !name.contains("Default"))
                            .toList()) {
                        services.add((String)
                                Class.forName(client.replaceAll("\\.class$", "").replace('/', '.'))
                                        .getField("SERVICE_METADATA_ID")
                                        .get(null));
                    }
                }
            }
        }
        return services;
    }
}
