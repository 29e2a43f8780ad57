package dev.tourniquet.replay.result;

import java.util.List;

/**
 * Containment and release of an event.
 *
 * @param releases one for each case
 * @param kept what differs from before on purpose
 * @param differences what differs from before and should not
 */
public record RoundTrip(List<Released> releases, List<String> kept, List<String> differences) {

    /** Whether the state is again as it was. */
    public boolean succeeded() {
        return differences.isEmpty() && releases.stream().allMatch(Released::complete);
    }
}
