package dev.tourniquet.ledger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something to tell on the system's own bus.
 *
 * @param detailType the event's detail-type
 * @param detail the event's body
 */
public record Announcement(String detailType, JsonNode detail) {
    /** An outcome. */
    public static final String OUTCOME = "Containment Outcome";

    /** A release. */
    public static final String RELEASE = "Containment Release";
}
