package dev.tourniquet.replay.run;

/**
 * How events are replayed.
 *
 * @param dryRun every response observes only
 * @param release every containment is released again, and the state compared
 */
public record Options(boolean dryRun, boolean release) {}
