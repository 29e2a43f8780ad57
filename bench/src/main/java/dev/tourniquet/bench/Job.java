package dev.tourniquet.bench;

import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.priming.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The work that is measured: one finding, contained, by one response. */
enum Job {
    ISOLATE_INSTANCE("IsolateInstanceHandler"),
    REVOKE_SESSIONS("RevokeSessionsHandler"),
    DEACTIVATE_ACCESS_KEY("DeactivateAccessKeyHandler"),
    BLOCK_PUBLIC_ACCESS("BlockPublicAccessHandler");

    private final String handler;

    Job(String handler) {
        this.handler = handler;
    }

    static Job named(String module) {
        return Arrays.stream(values())
                .filter(job -> job.module().equals(module))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function " + module + " is measured"));
    }

    String module() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Lambda wants it. */
    String handler() {
        return "dev.tourniquet." + module().replace("-", "") + "." + handler + "::handleRequest";
    }

    /** The same work in Python. */
    Path twin() {
        return Path.of("bench/peer", module().replace('-', '_') + ".py");
    }

    /** What stands in its package, and is unpacked on Lambda. */
    Path packaged() {
        return Path.of("functions", module(), "target/lambda").toAbsolutePath();
    }

    /** All its jars as they were before they were shrunk. */
    Path whole() {
        return Path.of("functions", module(), "target/whole").toAbsolutePath();
    }

    /** What AWS answers, from the function's own rehearsal. */
    Rehearsal rehearsal() throws IOException {
        Path file = Path.of(
                "functions",
                module(),
                "src/main/resources/dev/tourniquet",
                module().replace("-", ""),
                "rehearsal.json");
        return Json.read(Files.readString(file), Rehearsal.class);
    }
}
