package dev.tourniquet.replay.run;

/**
 * How events are replayed.
 *
 * @param dryRun every response observes only
 * @param release every containment is released again, and the state compared
 * @param starter makes the functions
 */
public record Options(boolean dryRun, boolean release, Starter starter) {
    public Options(boolean dryRun, boolean release) {
        this(dryRun, release, Starter.CLASS_PATH);
    }
}
