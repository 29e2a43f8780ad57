package dev.tourniquet.engine;

import dev.tourniquet.text.PlainText;
import java.util.Set;

/**
 * An operator's order to take a containment back.
 *
 * @param caseId {@code <response>/<target>/<generation>}
 * @param reason why, for the record; 1000 characters of it are kept
 * @param requestedBy who asks for it: an ARN where that is proved, else a claim that says so
 * @param options what is not put back unless asked for by name, such as {@code rejoin-auto-scaling-group}
 */
public record ReleaseRequest(String caseId, String reason, String requestedBy, Set<String> options) {
    /** The option to overwrite, too, what somebody changed since. */
    public static final String FORCE = "force";

    public ReleaseRequest {
        options = Set.copyOf(options);
        reason = PlainText.of(PlainText.bounded(reason, 1000));
        requestedBy = PlainText.who(requestedBy);
    }

    /** Whether to overwrite what somebody changed since. */
    public boolean isForced() {
        return options.contains(FORCE);
    }
}
