package dev.tourniquet.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.ReleaseReport;
import dev.tourniquet.engine.Report;
import dev.tourniquet.json.Json;
import dev.tourniquet.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One announcement.
 *
 * @param id of its content: what is published again after a failure comes as another event, and is the same announcement
 * @param said what it says
 */
record Announcement(String id, Announced said) {
    private static final int LONGEST_TYPE = 100;

    /** Half of a SHA-256 tells more announcements apart than there will ever be. */
    private static final int ID_BYTES = 16;

    /** Reads an event of the own bus; throws IllegalArgumentException where it is none of the announcements. */
    static Announcement read(JsonNode event) {
        String type = event.path("detail-type").asText();
        JsonNode detail = event.path("detail");
        if (!event.path("source").asText().equals("tourniquet") || !detail.isObject()) {
            throw new IllegalArgumentException("no announcement of Tourniquet");
        }
        Announced said = switch (type) {
            case "Containment Outcome" -> new Announced.Outcome(Json.as(detail, Report.class));
            case "Containment Release" -> new Announced.Release(Json.as(detail, ReleaseReport.class));
            case "Containment Switch" ->
                new Announced.Switch(
                        text(detail, "response"),
                        text(detail, "switch"),
                        detail.path("on").asBoolean(),
                        text(detail, "by"),
                        text(detail, "reason"),
                        text(detail, "account"),
                        text(detail, "region"),
                        time(detail));
            case "Containment Limit" ->
                new Announced.Limit(
                        text(detail, "response"),
                        text(detail, "scope"),
                        text(detail, "limit"),
                        text(detail, "caseId"),
                        text(detail, "account"),
                        text(detail, "region"),
                        time(detail));
            default ->
                throw new IllegalArgumentException(
                        "unknown announcement: " + PlainText.bounded(PlainText.of(type), LONGEST_TYPE));
        };
        return new Announcement(id(type, detail), said);
    }

    private static String text(JsonNode detail, String field) {
        return detail.path(field).asText("-");
    }

    private static Instant time(JsonNode detail) {
        try {
            return Instant.parse(detail.path("time").asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the announcement has no time", e);
        }
    }

    /** The order of its fields does not matter. */
    private static String id(String type, JsonNode detail) {
        String content = type + Json.write(Json.as(detail, Object.class));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
