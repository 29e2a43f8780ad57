package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.result.EventRun.FindingInShort;
import org.jspecify.annotations.Nullable;

/** What identifies the finding in an event of a service that has findings. */
final class Findings {
    private Findings() {}

    /** Null where the event is none of GuardDuty's or Macie's findings. */
    static @Nullable FindingInShort inShort(JsonNode event) {
        String detailType = event.path("detail-type").asText();
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
}
