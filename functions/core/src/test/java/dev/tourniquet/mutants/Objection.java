package dev.tourniquet.mutants;

import java.util.List;

/**
 * A reason not to contain.
 *
 * @param restsOn JSON pointers of the fields that it is read from: while these stand, it holds
 */
record Objection(Kind kind, List<String> restsOn) {
    enum Kind {
        NO_FINDING,
        SAMPLE,
        ARCHIVED,
        FOREIGN_ACCOUNT,
        OTHER_REGION,
        TYPE,
        SEVERITY,
        ROLE,
        CONTAINER_HOST,
        DOUBT,
        NAMES_NOTHING
    }

    static Objection of(Kind kind, String... restsOn) {
        return new Objection(kind, List.of(restsOn));
    }

    /** Whether one of {@code changed} can have taken it away. */
    boolean mayHaveLost(List<String> changed) {
        return changed.stream()
                .anyMatch(place -> Place.touch(place, "/source")
                        || Place.touch(place, "/detail-type")
                        || restsOn.stream().anyMatch(mark -> Place.touch(place, mark)));
    }
}
