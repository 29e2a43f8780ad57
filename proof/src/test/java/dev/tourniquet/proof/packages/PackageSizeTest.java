package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of a package is loaded from somewhere when a function starts. */
final class PackageSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "block-public-access",
                "deactivate-access-key",
                "dead-letters",
                "isolate-instance",
                "notify",
                "prune-revocations",
                "republish-outcomes",
                "revoke-sessions"
            })
    void aPackageIsAsLargeAsItWas(String function) throws IOException {
        long bytes = 0;
        try (Stream<Path> jars = Files.list(Path.of("functions", function, "target/lambda/lib"))) {
            for (Path jar : jars.toList()) {
                bytes += Files.size(jar);
            }
        }

        assertThat(bytes).isPositive();
        Gates.hold(function, "packageBytes", bytes);
    }
}
