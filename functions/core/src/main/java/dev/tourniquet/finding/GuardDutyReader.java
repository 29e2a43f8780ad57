package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@code detail} of a GuardDuty finding, which EventBridge delivers in camelCase.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html">Finding details</a>
 */
final class GuardDutyReader {
    private GuardDutyReader() {}

    static Reading read(JsonNode detail) {
        String id = Fields.text(detail.path("id"));
        String type = Fields.text(detail.path("type"));
        String account = Fields.matching(detail.path("accountId"), Fields.ACCOUNT_ID);
        JsonNode service = detail.path("service");
        if (id.isEmpty() || type.isEmpty()) {
            return new Reading.Malformed("a GuardDuty finding needs id and type");
        }
        if (account == null) {
            return new Reading.Malformed("accountId is not an account of 12 digits");
        }
        double severity =
                detail.path("severity").isNumber() ? detail.path("severity").doubleValue() : 0;
        if (!(severity > 0 && severity <= 10)) {
            return new Reading.Malformed("severity is not a number from 1 to 10");
        }
        if (!detail.path("resource").isObject() || !service.isObject()) {
            return new Reading.Malformed("a GuardDuty finding needs resource and service");
        }
        boolean sequence = detail.path("resource").path("resourceType").asText().equals("AttackSequence");
        List<String> doubts = new ArrayList<>();
        List<Target> targets = sequence
                ? sequence(type, service, account, doubts)
                : GuardDutyTargets.of(type, account, detail, doubts);
        if (SampleMark.isUnclear(detail)) {
            doubts.add("the finding speaks of a sample in a form that cannot be read");
        }
        Instant lastSeen = Fields.instant(service.path("eventLastSeen"));
        return new Finding(
                Source.GUARDDUTY,
                id,
                Fields.text(detail.path("arn")),
                type,
                severity,
                account,
                Fields.text(detail.path("region")),
                // Every sequence is said to be about a TARGET, whatever its instances did.
                sequence ? ResourceRole.UNSTATED : role(service.path("resourceRole")),
                SampleMark.isOn(detail),
                Fields.marked(service.path("archived")),
                lastSeen != null ? lastSeen : Fields.instant(detail.path("updatedAt")),
                service.path("count").asLong(1),
                Fields.text(detail.path("title")),
                targets,
                doubts);
    }

    private static List<Target> sequence(String type, JsonNode service, String account, List<String> doubts) {
        AttackSequence found = AttackSequence.of(service.path("detection").path("sequence"), account);
        doubts.addAll(found.doubts());
        if (!type.startsWith("AttackSequence:")) {
            doubts.add("the finding contradicts itself: it is about an attack sequence, but its type is another");
        }
        return found.targets();
    }

    private static ResourceRole role(JsonNode role) {
        if (role.isMissingNode() || role.isNull()) {
            return ResourceRole.UNSTATED;
        }
        return switch (role.asText()) {
            case "ACTOR" -> ResourceRole.ACTOR;
            case "TARGET" -> ResourceRole.TARGET;
            default -> ResourceRole.UNKNOWN;
        };
    }
}
