package dev.tourniquet.engine;

import java.util.Set;

/**
 * An operator's order to take a containment back.
 *
 * @param caseId {@code <response>/<target>/<generation>}
 * @param reason why, for the record; 1000 characters of it are kept
 * @param requestedBy who says so
 * @param options what is not put back unless asked for by name, such as {@code rejoin-auto-scaling-group}
 */
public record ReleaseRequest(String caseId, String reason, String requestedBy, Set<String> options) {
    public ReleaseRequest {
        options = Set.copyOf(options);
        reason = bounded(reason, 1000);
        requestedBy = bounded(requestedBy, 200);
    }

    private static String bounded(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
