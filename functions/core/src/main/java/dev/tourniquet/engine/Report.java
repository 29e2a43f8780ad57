package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Source;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.text.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is said about one target of a finding: on the bus, in the log, to an operator.
 *
 * @param version of this form, 1
 * @param caseId "-" where no case was opened
 * @param response the response's name
 * @param target the target's key, "-" where the finding has none for this response
 * @param account the account
 * @param region the Region in which the response ran
 * @param finding the finding in short
 * @param outcome what became of it
 * @param reasons why
 * @param residualRisks what stays open
 * @param nextSteps what a person should do
 * @param blastRadius whom else the steps hit
 * @param steps what was, or would be, done
 * @param time when this was settled
 * @param timeToContainMillis from the arrival of the event to the end of the last containing call; null where nothing was cut
 * @param willRetry whether another delivery will try again
 * @param approval how a plan that waits is approved; null where none waits
 * @param approvedBy who had this plan carried out; null where nobody was asked
 */
public record Report(
        int version,
        String caseId,
        String response,
        String target,
        String account,
        String region,
        FindingInShort finding,
        Outcome.Kind outcome,
        List<String> reasons,
        List<String> residualRisks,
        List<String> nextSteps,
        List<String> blastRadius,
        List<StepInShort> steps,
        Instant time,
        @Nullable Long timeToContainMillis,
        boolean willRetry,
        @Nullable ApprovalAsked approval,
        @Nullable String approvedBy) {

    /** Whatever a response says, with names and tags in it: this is where it is made fit for a person. */
    public Report {
        reasons = PlainText.of(reasons);
        residualRisks = PlainText.of(residualRisks);
        nextSteps = PlainText.of(nextSteps);
        blastRadius = PlainText.of(blastRadius);
    }

    /**
     * What a person says yes to.
     *
     * @param planHash names the plan
     * @param expiresAt when it can be approved no more
     * @param limited whether it waits since a limit is reached, which is told once for all
     */
    public record ApprovalAsked(String planHash, Instant expiresAt, boolean limited) {}

    /** A finding, as far as a reader of an outcome needs it. */
    public record FindingInShort(
            Source source, String id, String arn, String type, double severity, String title, String region) {
        static FindingInShort of(Finding finding) {
            return new FindingInShort(
                    finding.source(),
                    finding.id(),
                    finding.arn(),
                    finding.type(),
                    finding.severity(),
                    finding.title(),
                    finding.region());
        }
    }

    /** A step and how far it got: PLANNED, or a {@link dev.tourniquet.ledger.Case.Progress}. */
    public record StepInShort(String action, String resource, Phase phase, String status) {
        static List<StepInShort> of(Plan plan, Map<String, Case.Progress> progress) {
            return plan.steps().stream()
                    .map(step -> new StepInShort(
                            step.action(),
                            PlainText.of(step.resource()),
                            step.phase(),
                            progress.containsKey(step.key())
                                    ? progress.get(step.key()).name()
                                    : "PLANNED"))
                    .toList();
        }
    }

    Report of(CaseId id) {
        return with(id.toString(), blastRadius, steps, timeToContainMillis, willRetry);
    }

    Report asking(ApprovalAsked asked) {
        return with(caseId, blastRadius, steps, timeToContainMillis, willRetry, asked, approvedBy);
    }

    Report approved(@Nullable String by) {
        return with(caseId, blastRadius, steps, timeToContainMillis, willRetry, approval, by);
    }

    Report withSteps(Plan plan) {
        return with(caseId, plan.blastRadius(), StepInShort.of(plan, Map.of()), timeToContainMillis, willRetry);
    }

    Report retried(boolean retry) {
        return with(caseId, blastRadius, steps, timeToContainMillis, retry);
    }

    Report contained(Containment.Done done, Worker worker) {
        Case subject = done.subject();
        // A case that was never settled was broken off: the attacker has had the time since it was opened.
        Instant since = subject.announcement() == null ? subject.openedAt() : worker.arrived();
        Long cutAfter = outcome == Outcome.Kind.FAILED || done.cutAt() == null
                ? null
                : Duration.between(since, done.cutAt()).toMillis();
        return with(
                subject.id().toString(),
                subject.plan().blastRadius(),
                StepInShort.of(subject.plan(), subject.progress()),
                cutAfter,
                willRetry);
    }

    private Report with(
            String newCaseId,
            List<String> newBlastRadius,
            List<StepInShort> newSteps,
            @Nullable Long newTimeToContain,
            boolean newWillRetry) {
        return with(newCaseId, newBlastRadius, newSteps, newTimeToContain, newWillRetry, approval, approvedBy);
    }

    private Report with(
            String newCaseId,
            List<String> newBlastRadius,
            List<StepInShort> newSteps,
            @Nullable Long newTimeToContain,
            boolean newWillRetry,
            @Nullable ApprovalAsked newApproval,
            @Nullable String newApprovedBy) {
        return new Report(
                version,
                newCaseId,
                response,
                target,
                account,
                region,
                finding,
                outcome,
                reasons,
                residualRisks,
                nextSteps,
                newBlastRadius,
                newSteps,
                time,
                newTimeToContain,
                newWillRetry,
                newApproval,
                newApprovedBy);
    }
}
