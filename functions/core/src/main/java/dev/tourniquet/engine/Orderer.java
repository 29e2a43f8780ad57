package dev.tourniquet.engine;

import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Order;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out what a person orders in Security Hub. He has not seen the plan, and the event does not say who he is: an order
 * stands above the limits of what happens without a person (modes, thresholds, types, limits, a pause), and above nothing else. Where
 * a person would have to look at the plan first, it waits for his approval. What is refused is told as REFUSED: he has
 * no other answer.
 *
 * <p>An order that comes twice, or late, undoes nothing that was done after it was given.
 */
public final class Orderer {
    private final Response response;
    private final Decider decider;
    private final Set<Order.Kind> heeded;
    private final Journal journal;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Casework casework;
    private final Docket docket;
    private final Releaser releaser;

    Orderer(
            Response response,
            Decider decider,
            Set<Order.Kind> heeded,
            Journal journal,
            Settlement settlement,
            Reporter reporter,
            Casework casework,
            Docket docket,
            Releaser releaser) {
        this.response = response;
        this.decider = decider;
        this.heeded = Set.copyOf(heeded);
        this.journal = journal;
        this.settlement = settlement;
        this.reporter = reporter;
        this.casework = casework;
        this.docket = docket;
        this.releaser = releaser;
    }

    /**
     * What became of an order.
     *
     * @param results of what was to be contained, and of what was refused
     * @param released what was taken back
     */
    public record Carried(List<Result> results, List<ReleaseReport> released) {
        static Carried of(Result result) {
            return new Carried(List.of(result), List.of());
        }

        static Carried of(ReleaseReport report) {
            return new Carried(List.of(), List.of(report));
        }
    }

    /**
     * Deals with each target of each finding, whatever became of the others.
     *
     * @throws RetryLater where the order has to be delivered again, after all were tried
     */
    public Carried carryOut(Order order, Worker worker) {
        EachTarget<Carried> all = new EachTarget<>(worker);
        for (Reading reading : order.findings()) {
            if (reading instanceof Finding finding) {
                journal.arrived(finding);
                targets(finding)
                        .forEach(target -> all.take(target, () -> {
                            Carried carried = carryOut(order, finding, target, worker);
                            carried.results().stream()
                                    .map(Result::report)
                                    .filter(Report::willRetry)
                                    .forEach(report -> all.again(Responder.retry(report)));
                            return carried;
                        }));
            } else {
                journal.trouble("ordered in Security Hub for a finding that cannot be read: " + reading);
            }
        }
        List<Result> results = new ArrayList<>();
        List<ReleaseReport> released = new ArrayList<>();
        for (Carried each : all.done()) {
            results.addAll(each.results());
            released.addAll(each.released());
        }
        return new Carried(results, released);
    }

    /** What no response contains is answered all the same; what another response contains is left to that. */
    private List<Target> targets(Finding finding) {
        boolean nobodys = finding.targets().stream().allMatch(Target.Unsupported.class::isInstance);
        return finding.targets().stream()
                .filter(target -> nobodys || response.covers(target))
                .distinct()
                .toList();
    }

    private Carried carryOut(Order order, Finding finding, Target target, Worker worker) {
        Trigger trigger = new Trigger(finding, target);
        try {
            Optional<String> objection = objection(order, finding, target);
            if (objection.isPresent()) {
                return refused(trigger, objection.get(), worker);
            }
            return switch (order.kind()) {
                case CONTAIN -> contain(order, trigger, worker);
                case RELEASE -> release(order, trigger, worker);
            };
        } catch (CommandRefused refused) {
            return refused(trigger, String.valueOf(refused.getMessage()), worker);
        } catch (UnreadableCase unreadable) {
            return Carried.of(casework.unreadable(trigger, unreadable, worker));
        } catch (CallFailed failed) {
            return Carried.of(casework.failed(trigger, failed, worker));
        }
    }

    private Optional<String> objection(Order order, Finding finding, Target target) {
        if (!heeded.contains(order.kind())) {
            return Optional.of("this deployment does not take this order from Security Hub (securityHubOrders)");
        }
        if (!order.account().equals(decider.accountId()) || !order.region().equals(decider.region())) {
            return Optional.of("the custom action is one of account " + order.account() + ", Region " + order.region()
                    + "; here only those of the own account and Region count");
        }
        if (target instanceof Target.Unsupported(String kind, String _, String reason)) {
            return Optional.of(kind + ": " + reason);
        }
        return order.kind() == Order.Kind.CONTAIN ? decider.objection(finding, target) : Optional.empty();
    }

    private Carried contain(Order order, Trigger trigger, Worker worker) {
        Optional<Case> latest = latest(trigger, worker);
        Instant released = latest.map(Case::releasedAt).orElse(null);
        if (released != null && !order.at().isAfter(released)) {
            return overtaken(trigger, released, worker);
        }
        Optional<Decision.AskFirst> question = decider.question(trigger.finding(), trigger.target());
        return Carried.of(
                question.isPresent()
                        ? casework.ask(trigger, question.get(), worker)
                        : casework.order(trigger, by(order), worker));
    }

    /** Only a finding that led to the case releases its target: another says nothing about why it is contained. */
    private Carried release(Order order, Trigger trigger, Worker worker) {
        Case found = latest(trigger, worker)
                .orElseThrow(() -> new CommandRefused(
                        CommandRefused.Kind.UNKNOWN_CASE, "there is no case of this target in this ledger"));
        Instant released = found.releasedAt();
        if (found.status() == Status.RELEASED && released != null) {
            return order.at().isAfter(released)
                    ? refused(trigger, "it was released at " + released + " already", worker)
                    : overtaken(trigger, released, worker);
        }
        if (!found.findingIds().contains(trigger.finding().id())) {
            return refused(
                    trigger,
                    "case " + found.id()
                            + " is not about this finding; release it by its own finding, or by tourniquet release",
                    worker);
        }
        if (order.at().isBefore(found.openedAt())) {
            return refused(trigger, "ordered before case " + found.id() + " was opened", worker);
        }
        return Carried.of(releaser.release(
                new ReleaseRequest(found.id().toString(), "ordered in Security Hub", by(order), Set.of()), worker));
    }

    private Optional<Case> latest(Trigger trigger, Worker worker) {
        return docket.latest(reporter.firstCase(trigger.target().key()), worker);
    }

    /** The same order for the second time, or one that came late. */
    private Carried overtaken(Trigger trigger, Instant released, Worker worker) {
        return settled(trigger, Outcome.Kind.SKIPPED, "released at " + released + ", after this was ordered", worker);
    }

    private Carried refused(Trigger trigger, String reason, Worker worker) {
        return settled(trigger, Outcome.Kind.REFUSED, "ordered in Security Hub, and not done: " + reason, worker);
    }

    private Carried settled(Trigger trigger, Outcome.Kind kind, String reason, Worker worker) {
        Outcome outcome = Outcome.of(kind, reason);
        return Carried.of(settlement.unrecorded(
                reporter.report(trigger.finding(), trigger.target().key(), outcome, worker), Plan.EMPTY));
    }

    private static String by(Order order) {
        return "a person in Security Hub (" + order.kind().action() + ")";
    }
}
