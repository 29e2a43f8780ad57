package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.services.events.EventPattern;

/**
 * Which findings of one source reach a response.
 *
 * <p>The pattern pins the detail type, because both services send other events, too, and the account of the finding,
 * because a delegated administrator's bus also carries the findings of its members. Samples, archived findings and
 * targets of an attack are left to the function, so that a log line says why nothing was done.
 *
 * @param types    prefixes of finding types
 * @param severity the filter on {@code detail.severity}: GuardDuty's is a number, Macie's an object
 */
record FindingRule(String name, String source, String detailType, List<String> types, Object severity) {

    /** What Macie's scores 1, 2 and 3 (Low, Medium, High) count as on GuardDuty's scale. */
    private static final List<Integer> MACIE_SCORES = List.of(2, 5, 8);

    static List<FindingRule> of(Response response, Settings settings) {
        double least = least(response, settings);
        List<FindingRule> rules = new ArrayList<>();
        rules.add(new FindingRule(
                Names.rule(response, "guardduty"),
                "aws.guardduty",
                "GuardDuty Finding",
                response.guardDutyTypes(),
                atLeast(least)));
        IntStream.rangeClosed(1, MACIE_SCORES.size())
                .filter(score -> MACIE_SCORES.get(score - 1) >= least)
                .findFirst()
                .ifPresent(score -> rules.add(new FindingRule(
                        Names.rule(response, "macie"),
                        "aws.macie",
                        "Macie Finding",
                        response.macieTypes(),
                        Map.of("score", atLeast(score)))));
        return rules.stream().filter(rule -> !rule.types().isEmpty()).toList();
    }

    EventPattern pattern(Place place) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("accountId", List.of(place.account()));
        detail.put("type", types.stream().map(type -> Map.of("prefix", type)).toList());
        detail.put("severity", severity);
        return EventPattern.builder()
                .source(List.of(source))
                .detailType(List.of(detailType))
                .detail(detail)
                .build();
    }

    /** The least of all thresholds: which of them applies to a finding is the function's decision. */
    private static double least(Response response, Settings settings) {
        double own = settings.severityOf(response).least();
        return switch (response) {
            case REVOKE_SESSIONS -> Math.min(own, settings.roleWideSeverity().least());
            case ISOLATE_INSTANCE, DEACTIVATE_ACCESS_KEY, BLOCK_PUBLIC_ACCESS -> own;
        };
    }

    private static List<Map<String, List<Object>>> atLeast(double threshold) {
        return List.of(Map.of("numeric", List.of(">=", threshold)));
    }
}
