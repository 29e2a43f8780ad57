package dev.tourniquet.proof;

import java.util.stream.Stream;

/**
 * One API call of a run.
 *
 * @param service as the SDK names it
 * @param occurrence counts the calls of this operation in a run, from 1
 */
public record Call(String service, String operation, int occurrence) {
    public boolean reads() {
        return Stream.of("Describe", "Get", "List", "Query").anyMatch(operation::startsWith);
    }

    @Override
    public String toString() {
        return service + ":" + operation + " #" + occurrence;
    }
}
