package dev.tourniquet.engine;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Approval;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The work on one case: from the live state to a recorded outcome. */
final class Casework {
    /** Each is lost only to another containment that was admitted meanwhile. */
    private static final int ADMISSIONS = 100;

    private final Response response;
    private final Docket docket;
    private final Reporter reporter;
    private final Abstention abstention;
    private final Admission admission;
    private final Switchboard switchboard;
    private final Execution execution;
    private final Observation observation;

    Casework(
            Response response,
            Docket docket,
            Reporter reporter,
            Abstention abstention,
            Admission admission,
            Switchboard switchboard,
            Execution execution,
            Observation observation) {
        this.response = response;
        this.docket = docket;
        this.reporter = reporter;
        this.abstention = abstention;
        this.admission = admission;
        this.switchboard = switchboard;
        this.execution = execution;
        this.observation = observation;
    }

    /** Contains, unless the account, a switch or a limit says otherwise. */
    Result contain(Trigger trigger, Worker worker) {
        Standing standing = read(trigger, worker);
        return settle(trigger, standing.with(standing.toContain()), worker);
    }

    /** Leaves the plan to a person, and finishes nothing that an earlier delivery left unfinished. */
    Result ask(Trigger trigger, Decision.AskFirst ask, Worker worker) {
        Standing standing = read(trigger, worker);
        return settle(trigger, standing.with(standing.toAsk(ask)), worker);
    }

    /** Plans and reports only. */
    Result observe(Trigger trigger, Worker worker) {
        return observation.of(trigger.finding(), trigger.target(), worker);
    }

    /**
     * Carries out the plan that was approved, where it still is what the live state asks for.
     *
     * @param asked the case as it was when the approval was found to be good
     * @throws CommandRefused where the plan is another one by now; that one waits then
     */
    Result approve(Trigger trigger, Approval given, Case asked, Worker worker) {
        Standing standing = read(trigger, worker);
        if (standing.latest()
                .filter(found -> found.id().equals(asked.id()) && found.version() == asked.version())
                .isEmpty()) {
            throw new RetryLater("case " + asked.id() + " has changed meanwhile; look at it again");
        }
        Planning wanted = standing.toOrder();
        if (wanted instanceof Planning.Planned(Plan plan) && !plan.hash().equals(given.planHash())) {
            String reason = "the live state asks for another plan than the one that was approved";
            abstention.of(trigger, standing.with(new Planning.NeedsApproval(plan, reason)), false, worker);
            throw new CommandRefused(
                    CommandRefused.Kind.PLAN_CHANGED,
                    "nothing was changed in case " + asked.id() + ": " + reason + "; look at the plan that waits now, "
                            + plan.hash());
        }
        return order(trigger, standing.with(wanted), given, worker);
    }

    /** Contains by order of a person who has not seen the plan, but is heard whatever mode, switch or limit says. */
    Result order(Trigger trigger, String by, Worker worker) {
        Standing standing = read(trigger, worker);
        Planning wanted = standing.toOrderUnseen();
        Approval given = Approval.of(Outcomes.plan(wanted), worker.now()).givenBy(by, worker.now());
        return order(trigger, standing.with(wanted), given, worker);
    }

    private Result order(Trigger trigger, Standing standing, Approval given, Worker worker) {
        if (!(standing.planning() instanceof Planning.Planned(Plan plan))) {
            return abstention.of(trigger, standing, false, worker);
        }
        Case opened = open(trigger, standing, plan, given, List.of(), worker)
                .orElseThrow(() -> new IllegalStateException("nothing was counted, so no count can have changed"));
        return execution.run(opened, trigger.finding(), trigger.target(), plan, worker);
    }

    /** Records that the live state could not be read. */
    Result failed(Trigger trigger, CallFailed failed, Worker worker) {
        return abstention.failed(trigger, failed, worker);
    }

    /** Leaves a case that cannot be read as it is, and with it the target. */
    Result unreadable(Trigger trigger, UnreadableCase unreadable, Worker worker) {
        return abstention.unreadable(trigger, unreadable, worker);
    }

    private void requireKnown(Plan onRecord, CaseId id) {
        for (Step step : onRecord.steps()) {
            try {
                response.action(step.action());
            } catch (IllegalArgumentException unknown) {
                throw UnreadableCase.ofAnotherVersion(id.toString());
            }
        }
    }

    private Result settle(Trigger trigger, Standing standing, Worker worker) {
        Optional<Result> released = abstention.sinceRelease(trigger, standing, worker);
        if (released.isPresent()) {
            return released.get();
        }
        return standing.planning() instanceof Planning.Planned(Plan plan)
                ? admit(trigger, standing, plan, worker)
                : abstention.of(trigger, standing, false, worker);
    }

    private Result admit(Trigger trigger, Standing read, Plan plan, Worker worker) {
        Standing standing = read;
        for (int attempt = 0; attempt < ADMISSIONS; attempt++) {
            switch (admission(trigger, standing, plan, worker)) {
                case Admission.Answer.Observes(String why) -> {
                    return observation.of(trigger.finding(), trigger.target(), standing.planning(), why, worker);
                }
                case Admission.Answer.Asks(String why, boolean limited) -> {
                    return abstention.of(
                            trigger, standing.with(new Planning.NeedsApproval(plan, why)), limited, worker);
                }
                case Admission.Answer.Admitted(List<Tally> counted) -> {
                    Optional<Case> opened = open(trigger, standing, plan, null, counted, worker);
                    if (opened.isPresent()) {
                        return execution.run(opened.get(), trigger.finding(), trigger.target(), plan, worker);
                    }
                    standing = standing.with(admission.tally());
                }
            }
        }
        throw new RetryLater("too many containments are opened at once for "
                + trigger.target().key() + " to be counted");
    }

    private Admission.Answer admission(Trigger trigger, Standing standing, Plan plan, Worker worker) {
        return standing.active().isPresent()
                ? admission.toGoOn(standing.switches())
                : admission.toBegin(
                        Docket.nextId(first(trigger), standing.latest()),
                        plan,
                        standing.switches(),
                        standing.tally(),
                        worker);
    }

    private Optional<Case> open(
            Trigger trigger,
            Standing standing,
            Plan plan,
            @Nullable Approval given,
            List<Tally> counted,
            Worker worker) {
        try (SideBySide beside = new SideBySide()) {
            beside.start(() -> look(plan));
            return standing.active()
                    .map(active -> Optional.of(docket.join(active, trigger, plan, given, response::joined, worker)))
                    .orElseGet(() ->
                            docket.open(first(trigger), standing.latest(), trigger, plan, given, counted, worker));
        }
    }

    /** What fails here is tried again, and told, by the step that wants to know. */
    private Plan look(Plan plan) {
        try {
            response.look(plan);
        } catch (CallFailed | IllegalArgumentException | IllegalStateException _) {
            return plan;
        }
        return plan;
    }

    private Standing read(Trigger trigger, Worker worker) {
        CaseId first = first(trigger);
        try (SideBySide threads = new SideBySide()) {
            Supplier<Optional<Case>> latest = threads.start(() -> docket.latest(first, worker));
            Supplier<Switches> switches = threads.start(() -> switchboard.switches(response.name()));
            Supplier<Tally> tally = threads.start(admission::tally);
            Planning planning = response.plan(trigger.finding(), trigger.target());
            latest.get()
                    .filter(found -> found.status() == Status.ACTIVE)
                    .ifPresent(found -> requireKnown(found.plan(), found.id()));
            return new Standing(latest.get(), planning, switches.get(), tally.get());
        }
    }

    private CaseId first(Trigger trigger) {
        return reporter.firstCase(trigger.target().key());
    }
}
