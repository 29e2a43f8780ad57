package dev.tourniquet.notify;

import dev.tourniquet.engine.Report;
import dev.tourniquet.finding.Source;
import dev.tourniquet.runtime.Calls;
import dev.tourniquet.text.PlainText;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingIdentifier;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/**
 * Writes into the finding in Security Hub that somebody knows of it, and what was done. GuardDuty's findings only: there they go
 * by their ARN, and under which id Macie's are filed, no page of AWS says.
 *
 * <p>What a person decided stays: a finding that is RESOLVED or SUPPRESSED is not moved back, and a note of somebody else, of
 * which a finding has one, is not written over. The API knows no condition for that, so the finding is read first; what a person
 * changes in the moment between is lost.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindings.html">BatchUpdateFindings</a>
 */
final class SecurityHubChannel implements Channel {
    static final String OURSELVES = "tourniquet";
    static final int LONGEST_NOTE = 512;

    private final SecurityHubClient hub;
    private final Pattern findings;
    private final String product;

    SecurityHubChannel(SecurityHubClient hub, String partition, String region, String account) {
        this.hub = hub;
        this.product = "arn:%s:securityhub:%s::product/aws/guardduty".formatted(partition, region);
        this.findings = Pattern.compile("arn:%s:guardduty:%s:%s:detector/[0-9a-f]{32}/finding/[0-9a-f]{32}"
                .formatted(partition, region, account));
    }

    @Override
    public String name() {
        return "security-hub";
    }

    @Override
    public Optional<Grouping> groupingOf(Announcement announcement) {
        return switch (announcement.said()) {
            case Announced.Outcome(var report) ->
                report.finding().source() == Source.GUARDDUTY
                                && findings.matcher(report.finding().arn()).matches()
                        ? Optional.of(Grouping.byFinding(report))
                        : Optional.empty();
            // They name no finding.
            case Announced.Release _, Announced.Switch _, Announced.Limit _ -> Optional.empty();
        };
    }

    @Override
    public void tell(Announcement announcement, int untold) {
        if (!(announcement.said() instanceof Announced.Outcome(var report))) {
            throw new IllegalArgumentException("only outcomes are about a finding");
        }
        String arn = report.finding().arn();
        AwsSecurityFinding found = find(arn);
        boolean decided = found.workflow() != null
                && (found.workflow().status() == WorkflowStatus.RESOLVED
                        || found.workflow().status() == WorkflowStatus.SUPPRESSED);
        boolean annotated =
                found.note() != null && !OURSELVES.equals(found.note().updatedBy());
        if (decided && annotated) {
            return;
        }
        BatchUpdateFindingsRequest.Builder update = BatchUpdateFindingsRequest.builder()
                .findingIdentifiers(AwsSecurityFindingIdentifier.builder()
                        .id(arn)
                        .productArn(product)
                        .build());
        if (!decided) {
            update.workflow(workflow -> workflow.status(WorkflowStatus.NOTIFIED));
        }
        if (!annotated) {
            update.note(note -> note.text(note(report)).updatedBy(OURSELVES));
        }
        write(arn, update.build());
    }

    private AwsSecurityFinding find(String arn) {
        return Calls.call(
                        "securityhub:GetFindings",
                        arn,
                        () -> hub.getFindings(request -> request.maxResults(2)
                                .filters(filters -> filters.id(equal(arn)).productArn(equal(product)))))
                .findings()
                .stream()
                .filter(finding -> arn.equals(finding.id()))
                .findFirst()
                // It takes GuardDuty up to five minutes to hand a finding on; Lambda's retries take three.
                .orElseThrow(() -> new NotDelivered(arn + " is not in Security Hub, or not yet"));
    }

    private void write(String arn, BatchUpdateFindingsRequest update) {
        Calls.call("securityhub:BatchUpdateFindings", arn, () -> hub.batchUpdateFindings(update))
                .unprocessedFindings()
                .stream()
                .findFirst()
                .ifPresent(refused -> {
                    throw new NotDelivered("securityhub:BatchUpdateFindings on " + arn + ": "
                            + PlainText.bounded(
                                    PlainText.of(String.valueOf(refused.errorCode())), Wording.LONGEST_NAME));
                });
    }

    private static StringFilter equal(String value) {
        return StringFilter.builder()
                .comparison(StringFilterComparison.EQUALS)
                .value(value)
                .build();
    }

    /** The command comes whole or not at all. */
    static String note(Report report) {
        String what = "Tourniquet %s: %s %s at %s. Case %s."
                .formatted(
                        Harmless.text(report.response(), 60),
                        report.outcome(),
                        Wording.name(report.target()),
                        Wording.time(report.time()),
                        Harmless.text(report.caseId(), 160));
        String command = Command.show(report.caseId())
                .map(show -> " See: " + show.line())
                .orElse("");
        return what.length() + command.length() <= LONGEST_NOTE
                ? what + command
                : PlainText.bounded(what, LONGEST_NOTE);
    }
}
