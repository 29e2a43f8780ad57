package dev.tourniquet.notify;

import dev.tourniquet.engine.Report.FindingInShort;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Leads to a finding in the console. Built only of an id and a Region that have their form: a link in a message is the one
 * thing that people follow.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html">The form of the link to a GuardDuty finding</a>
 */
final class ConsoleLink {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    private ConsoleLink() {}

    /** Empty where a part has another form, the partition's console is not known, or the finding is not GuardDuty's. */
    static Optional<String> to(FindingInShort finding) {
        if (!ID.matcher(finding.id()).matches()
                || !REGION.matcher(finding.region()).matches()) {
            return Optional.empty();
        }
        return switch (finding.source()) {
            case GUARDDUTY ->
                host(finding.region())
                        .map(host -> "https://%s/guardduty/home?region=%s#/findings?search=id%%3D%s"
                                .formatted(host, finding.region(), finding.id()));
            // No page of AWS says how its console names a finding.
            case MACIE, UNREAD -> Optional.empty();
        };
    }

    private static Optional<String> host(String region) {
        return switch (PartitionMetadata.of(Region.of(region)).id()) {
            case "aws" -> Optional.of("console.aws.amazon.com");
            case "aws-cn" -> Optional.of("console.amazonaws.cn");
            case "aws-us-gov" -> Optional.of("console.amazonaws-us-gov.com");
            default -> Optional.empty();
        };
    }
}
