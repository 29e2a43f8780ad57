package dev.tourniquet.engine;

import dev.tourniquet.text.PlainText;
import java.time.Instant;

/**
 * More was to be contained in an hour than is allowed without a person.
 *
 * @param version of this form, 1
 * @param scope what is counted together: a response, or {@code <response>/<tag key>=<tag value>}
 * @param limit how many in an hour
 * @param caseId the first that waits for it
 */
public record LimitReached(
        int version,
        String response,
        String scope,
        int limit,
        String caseId,
        String account,
        String region,
        Instant time) {
    public LimitReached {
        scope = PlainText.of(scope);
    }
}
