package dev.tourniquet.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tourniquet.text.PlainText;
import java.time.Instant;

/**
 * An operator has switched something.
 *
 * @param version of this form, 1
 * @param name {@code pause} or {@code dry-run}
 * @param on whether it is on now
 * @param by who
 * @param reason why
 */
public record SwitchReport(
        int version,
        String response,
        @JsonProperty("switch") String name,
        boolean on,
        String by,
        String reason,
        String account,
        String region,
        Instant time) {
    public SwitchReport {
        by = PlainText.who(by);
        reason = PlainText.of(PlainText.bounded(reason, 1000));
    }
}
