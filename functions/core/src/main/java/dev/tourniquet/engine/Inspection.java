package dev.tourniquet.engine;

import dev.tourniquet.plan.Holding;
import dev.tourniquet.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what a case has changed stands in AWS.
 *
 * @param status of the case, {@code UNKNOWN} where there is none
 * @param note why nothing was looked at, empty where it was
 */
public record Inspection(String caseId, String status, String note, List<StepInspected> steps) {

    /** How a step stands. */
    public enum State {
        /** As the step left it. */
        IN_PLACE,
        /** Otherwise, by somebody else's doing or since the step failed. */
        NOT_IN_PLACE,
        /** It has had its time: it denies nobody any more, whether or not it is there. */
        OVER,
        /** Could not be read. */
        UNREAD
    }

    /**
     * One step.
     *
     * @param holding what to find of it in AWS without a record, null where it bears no mark
     * @param note what a person should know, empty where nothing
     */
    public record StepInspected(
            String action,
            String resource,
            State state,
            @Nullable Holding holding,
            String note) {
        public StepInspected {
            resource = PlainText.of(resource);
            note = PlainText.of(note);
        }
    }

    static Inspection none(String caseId, String status, String note) {
        return new Inspection(caseId, status, note, List.of());
    }
}
