package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;

/** Shows what would be done: the states, too, that a live run reads only after the cut, and the calls that it would be refused. */
final class Observation {
    private final Response response;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Pause pause;

    Observation(Response response, Settlement settlement, Reporter reporter, Pause pause) {
        this.response = response;
        this.settlement = settlement;
        this.reporter = reporter;
        this.pause = pause;
    }

    Result of(Finding finding, Target target, Worker worker) {
        return of(finding, target, response.plan(finding, target), "observing only", worker);
    }

    /** @param why nothing is changed, in a few words */
    Result of(Finding finding, Target target, Planning planning, String why, Worker worker) {
        Plan plan = Outcomes.plan(planning);
        Steps steps = new Steps(response, "dry-run", pause, worker);
        Plan read = plan.withStates(
                steps.read(plan.steps().stream()
                        .filter(step -> step.before() == null)
                        .toList()),
                response::joined);
        Outcome outcome =
                Outcomes.ofDryRun(planning, why).because(steps.failures().values());
        return settlement.unrecorded(
                reporter.report(finding, target.key(), outcome, worker).withSteps(read), read);
    }
}
