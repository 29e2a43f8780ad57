package dev.tourniquet.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is compared. */
enum Variant {
    ON_DEMAND("package, on demand"),
    SNAPSHOT("package, primed, connections dropped (as from a snapshot)"),
    AOT("package on an AOT cache of its own (as in a container image)"),
    WHOLE("whole jars, on demand"),
    WHOLE_CRT("whole jars, CRT client, on demand"),
    WHOLE_PRIMED("whole jars, primed, connections dropped"),
    WHOLE_CRT_PRIMED("whole jars, CRT client, primed, connections dropped"),
    PYTHON("boto3");

    /** Those that stand in docs/performance.md. */
    static final List<Variant> PUBLISHED = List.of(ON_DEMAND, SNAPSHOT, AOT, PYTHON);

    final String title;

    Variant(String title) {
        this.title = title;
    }

    static Variant named(String name) {
        return Arrays.stream(values())
                .filter(variant -> variant.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant " + name + "; there are "
                        + Arrays.stream(values()).map(Variant::key).toList()));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPrimed() {
        return this == SNAPSHOT || this == WHOLE_PRIMED || this == WHOLE_CRT_PRIMED;
    }

    boolean isWhole() {
        return this == WHOLE || this == WHOLE_PRIMED;
    }

    boolean isCrt() {
        return this == WHOLE_CRT || this == WHOLE_CRT_PRIMED;
    }
}
