package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Response;
import org.jspecify.annotations.Nullable;

/** Contains in a case that is open and leased, and records what that came to. */
final class Execution {
    private final Response response;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Pause pause;

    Execution(Response response, Settlement settlement, Reporter reporter, Pause pause) {
        this.response = response;
        this.settlement = settlement;
        this.reporter = reporter;
        this.pause = pause;
    }

    Result run(Case opened, Finding finding, Target target, Plan plan, Worker worker) {
        Report report = reporter.report(finding, target.key(), Outcomes.UNDER_WAY, worker)
                .of(opened.id())
                .approved(approvedBy(opened));
        try {
            Containment.Done done = new Containment(
                            response, pause, worker, subject -> settlement.write(subject, worker))
                    .run(opened, plan, target);
            Verdict verdict = new Verdict(done);
            report = reporter.report(finding, target.key(), verdict.outcome(), worker)
                    .contained(done, worker)
                    .approved(approvedBy(opened))
                    .retried(verdict.mayGetFurther());
            return settlement.recorded(done.subject(), report, worker);
        } catch (CallFailed failed) {
            settlement.unrecorded(report.retried(true), Plan.EMPTY);
            throw new RetryLater("case " + opened.id() + " could not be recorded: " + failed.getMessage(), failed);
        }
    }

    private static @Nullable String approvedBy(Case opened) {
        return opened.approval() == null ? null : opened.approval().by();
    }
}
