package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads an EventBridge event. Never throws: whatever is not a finding is {@link Reading.Ignored}, whatever claims to be
 * one and is not is {@link Reading.Malformed}.
 */
public final class FindingReader {
    private FindingReader() {}

    /** Reads a whole event, envelope included. */
    public static Reading read(JsonNode event) {
        if (!event.isObject()
                || !event.path("source").isTextual()
                || !event.path("detail-type").isTextual()) {
            return new Reading.Malformed("not an EventBridge event: source and detail-type are needed");
        }
        String source = event.path("source").textValue();
        String detailType = event.path("detail-type").textValue();
        return switch (source + "/" + detailType) {
            case "aws.guardduty/GuardDuty Finding" ->
                detail(event) ? GuardDutyReader.read(event.path("detail")) : noDetail();
            case "aws.macie/Macie Finding" -> detail(event) ? MacieReader.read(event.path("detail")) : noDetail();
            case "aws.macie/Macie Alert" ->
                new Reading.Ignored(
                        "a Macie Classic alert: the service was retired, its alerts carry no severity to act on");
            case "aws.securityhub/Security Hub Findings - Custom Action" ->
                detail(event) ? OrderReader.read(event) : noDetail();
            default ->
                new Reading.Ignored("no finding: " + Fields.text(event.path("source")) + ", "
                        + Fields.text(event.path("detail-type")));
        };
    }

    private static boolean detail(JsonNode event) {
        return event.path("detail").isObject();
    }

    private static Reading noDetail() {
        return new Reading.Malformed("detail is not an object");
    }
}
