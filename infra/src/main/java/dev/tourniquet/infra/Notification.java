package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Notifications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventPattern;

/**
 * Which announcements reach the notifier: the four that there are, on the own bus, from the own source. Nothing of Security Hub
 * is among them, so that the notifier never hears of an update that it made itself.
 */
final class Notification {

    private static final Map<String, Object> NO_OUTCOME = Map.of("exists", false);

    private Notification() {}

    /** Outcomes by the policy; what has no outcome (releases, switches, limits) always. */
    static EventPattern pattern(Notifications notifications) {
        List<Object> outcomes = new ArrayList<>(List.of(NO_OUTCOME));
        notifications.outcomes().forEach(outcome -> outcomes.add(outcome.name()));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("outcome", outcomes);
        detail.put(
                "finding",
                Map.of(
                        "severity",
                        List.of(NO_OUTCOME, Map.of("numeric", List.of(">=", notifications.fromSeverity())))));
        return EventPattern.builder()
                .source(List.of(Names.OUTCOME_SOURCE))
                .detailType(List.of(
                        Names.OUTCOME_DETAIL_TYPE,
                        Names.RELEASE_DETAIL_TYPE,
                        Names.SWITCH_DETAIL_TYPE,
                        Names.LIMIT_DETAIL_TYPE))
                .detail(detail)
                .build();
    }
}
