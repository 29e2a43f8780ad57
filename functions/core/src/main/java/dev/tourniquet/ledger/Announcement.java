package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something to tell on the system's own bus.
 *
 * @param detailType the event's detail-type
 * @param detail the event's body
 */
public record Announcement(String detailType, JsonNode detail) {
    public Announcement {
        requireNonNull(detailType, "an announcement has no detail-type");
        requireNonNull(detail, "an announcement has no detail");
    }

    /** An outcome. */
    public static final String OUTCOME = "Containment Outcome";

    /** A response was paused, resumed, or set to only observe. */
    public static final String SWITCH = "Containment Switch";

    /** More was to be contained in an hour than is allowed without a person. */
    public static final String LIMIT = "Containment Limit";

    /** A release. */
    public static final String RELEASE = "Containment Release";
}
