package dev.tourniquet.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;

/** Which outcomes are sent to people, and what they read. */
final class Notification {

    /**
     * Not ALREADY_CONTAINED, NOTHING_TO_DO and SKIPPED: nothing changed and nobody has to act. DRY_RUN is what an account
     * is observed for.
     */
    private static final List<String> OUTCOMES =
            List.of("CONTAINED", "PARTIAL", "FAILED", "REFUSED", "AWAITING_APPROVAL", "DRY_RUN");

    private Notification() {}

    static EventPattern pattern() {
        return EventPattern.builder()
                .source(List.of(Names.OUTCOME_SOURCE))
                .detailType(List.of(Names.OUTCOME_DETAIL_TYPE))
                .detail(Map.of("outcome", OUTCOMES))
                .build();
    }

    /**
     * A JSON object, because EventBridge quotes each value in it. The finding's title is left out: an attacker has a
     * say in it (host names, tags), and people read this in mail and chat.
     */
    static Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        for (String field : List.of("outcome", "response", "target", "account", "region", "caseId", "time")) {
            message.put(field, detail(field));
        }
        message.put("findingType", detail("finding.type"));
        message.put("findingId", detail("finding.id"));
        message.put("severity", detail("finding.severity"));
        for (String list : List.of("reasons", "residualRisks", "nextSteps")) {
            message.put(list, detail(list));
        }
        return message;
    }

    private static String detail(String field) {
        return EventField.fromPath("$.detail." + field);
    }
}
