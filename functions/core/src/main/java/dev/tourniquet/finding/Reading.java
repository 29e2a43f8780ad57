package dev.tourniquet.finding;

import java.util.List;

/** What a reader made of an event. */
public sealed interface Reading permits Finding, Order, Reading.Ignored, Reading.Malformed {

    /** The findings that could be read in it. */
    default List<Finding> readable() {
        return switch (this) {
            case Finding finding -> List.of(finding);
            case Order order ->
                order.findings().stream()
                        .flatMap(each -> each.readable().stream())
                        .toList();
            case Ignored _, Malformed _ -> List.of();
        };
    }

    /** An event that is in order but is no finding that Tourniquet reads. */
    record Ignored(String reason) implements Reading {}

    /** An event that claims to be a finding and cannot be read as one. */
    record Malformed(String reason) implements Reading {}
}
