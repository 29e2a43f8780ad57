package dev.tourniquet.engine;

import dev.tourniquet.plan.Restoration;
import dev.tourniquet.text.PlainText;
import java.time.Instant;
import java.util.List;

/**
 * What a release came to.
 *
 * @param version of this form, 1
 * @param complete whether every step was dealt with; where not, the case stays active and the release can be tried again
 * @param forced whether what somebody had changed since was to be overwritten
 * @param steps in the order in which they were taken back
 */
public record ReleaseReport(
        int version,
        String caseId,
        String account,
        String region,
        boolean complete,
        String reason,
        String requestedBy,
        boolean forced,
        List<StepReleased> steps,
        Instant time) {

    /** What became of one step; {@code note} is empty where there is nothing to know. */
    public record StepReleased(String action, String resource, Restoration.Kind result, String note) {
        public StepReleased {
            resource = PlainText.of(resource);
            note = PlainText.of(note);
        }
    }
}
