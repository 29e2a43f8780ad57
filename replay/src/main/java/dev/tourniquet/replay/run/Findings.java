package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.result.EventRun.FindingInShort;
import org.jspecify.annotations.Nullable;

/** What identifies the finding in an event of a service that has findings. */
final class Findings {
    private Findings() {}

    /** Null where the event is none of GuardDuty's or Macie's findings, and no order about any. */
    static @Nullable FindingInShort inShort(JsonNode event) {
        String detailType = event.path("detail-type").asText();
        if (detailType.equals("Security Hub Findings - Custom Action")) {
            return ordered(event.path("detail"));
        }
        if (!detailType.equals("GuardDuty Finding") && !detailType.equals("Macie Finding")) {
            return null;
        }
        JsonNode detail = event.path("detail");
        JsonNode severity = detail.path("severity");
        return new FindingInShort(
                detail.path("id").textValue(),
                detail.path("type").textValue(),
                severity.isObject() ? severity.path("description").asText("") : severity.asText(""),
                detail.path("title").asText(""));
    }

    /** The first of those that an order is about. */
    private static FindingInShort ordered(JsonNode detail) {
        JsonNode asff = detail.path("findings").path(0);
        return new FindingInShort(
                asff.path("Id").textValue(),
                asff.path("Types").path(0).textValue(),
                asff.path("Severity").path("Label").asText(""),
                asff.path("Title").asText(""));
    }
}
