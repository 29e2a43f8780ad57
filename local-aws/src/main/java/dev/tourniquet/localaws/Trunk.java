package dev.tourniquet.localaws;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The emulator of this JVM that nobody calls, off which those branch that are called. */
final class Trunk {
    private static final Set<String> LOADED = new HashSet<>();
    private static @Nullable LocalAws trunk;

    private Trunk() {}

    static synchronized LocalAws branch(String... services) {
        if (trunk == null) {
            trunk = LocalAws.start();
        }
        for (String service : services) {
            if (LOADED.add(service)) {
                trunk.load(service);
            }
        }
        return trunk.branch();
    }
}
