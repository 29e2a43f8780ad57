package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the event of a custom action. Which one it is stands in the ARN among {@code resources}; {@code actionName} is
 * what somebody has called it.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html">Event formats</a>
 */
final class OrderReader {
    private static final Pattern ACTION =
            Pattern.compile("arn:aws[a-z-]{0,20}:securityhub:([a-z0-9-]{1,30}):(\\d{12}):action/custom/(\\w{1,20})");

    /** The console lets a person select 20 findings; the limit is on what one invocation can do. */
    private static final int MOST = 20;

    private OrderReader() {}

    static Reading read(JsonNode event) {
        Matcher action = ACTION.matcher(event.path("resources").path(0).asText(""));
        if (!action.matches()) {
            return new Reading.Malformed("resources does not name a custom action of Security Hub");
        }
        Order.Kind kind = Order.Kind.of(action.group(3));
        if (kind == null) {
            return new Reading.Ignored("a custom action that is none of Tourniquet's: " + action.group(3));
        }
        Instant at = Fields.instant(event.path("time"));
        JsonNode findings = event.path("detail").path("findings");
        if (at == null) {
            return new Reading.Malformed(
                    "time is not a time: whether an order is older than what it undoes is not known");
        }
        if (!findings.isArray() || findings.isEmpty() || findings.size() > MOST) {
            return new Reading.Malformed("findings is not a list of 1 to " + MOST);
        }
        return new Order(
                kind,
                action.group(2),
                action.group(1),
                at,
                findings.valueStream().map(AsffReader::read).toList());
    }
}
