package dev.tourniquet.finding;

/** What a reader made of an event. */
public sealed interface Reading permits Finding, Order, Reading.Ignored, Reading.Malformed {

    /** An event that is in order but is no finding that Tourniquet reads. */
    record Ignored(String reason) implements Reading {}

    /** An event that claims to be a finding and cannot be read as one. */
    record Malformed(String reason) implements Reading {}
}
