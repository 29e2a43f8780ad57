package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Shows that a response can read, plan and put on record, and changes nothing but one item of its own in the ledger: it plans on a target
 * that is not there. Whatever mode, switches and limits say, since nothing is contained.
 *
 * <p>The order: first what is read, then the ledger, and last the journal, whose metric says that all of it passed. Where it dies in
 * between, nothing is left but that item, and no metric.
 */
public final class SelfTester {
    private final Response response;
    private final CallWatch watch;
    private final Slate slate;
    private final Journal journal;
    private final Reporter reporter;

    SelfTester(Response response, CallWatch watch, Slate slate, Journal journal, Reporter reporter) {
        this.response = response;
        this.watch = watch;
        this.slate = slate;
        this.journal = journal;
        this.reporter = reporter;
    }

    /** Tests; throws {@link SelfTestFailed} where something is not as it has to be. */
    public SelfTest run(Worker worker) {
        try {
            SelfTest passed = read(worker);
            record(passed);
            journal.selfTested(passed);
            return passed;
        } catch (CallFailed failed) {
            throw SelfTestFailed.because(response.name(), List.of(failed));
        }
    }

    private SelfTest read(Worker worker) {
        Target canary = response.canary(nonce(worker));
        CallWatch.Seen<Planning> seen = watch.during(() -> response.plan(finding(canary, worker), canary));
        if (!seen.failed().isEmpty()) {
            throw SelfTestFailed.because(response.name(), seen.failed());
        }
        if (seen.answered().isEmpty()) {
            throw SelfTestFailed.because(
                    response.name(), "it asked AWS nothing", "This is a bug: nothing is known of what it can read.");
        }
        return new SelfTest(
                1,
                response.name(),
                true,
                canary.key(),
                found(canary, seen.result()),
                seen.answered(),
                reporter.account(),
                reporter.region(),
                worker.now(),
                worker.id());
    }

    private String found(Target canary, Planning planning) {
        return switch (planning) {
            case Planning.NothingToDo(String reason) -> reason;
            case Planning.Refused(String reason, var _) -> reason;
            case Planning.Planned _,
                    Planning.NeedsApproval _,
                    Planning.Held _,
                    Planning.AlreadyContained _,
                    Planning.Exempt _ -> throw unexpected(canary, planning);
        };
    }

    private SelfTestFailed unexpected(Target canary, Planning planning) {
        int steps = Outcomes.plan(planning).steps().size();
        return SelfTestFailed.because(
                response.name(),
                "the target " + canary.key() + ", which cannot be there, came to "
                        + planning.getClass().getSimpleName() + " with " + steps
                        + (steps == 1 ? " step" : " steps") + "; nothing was carried out",
                "Find out what is called so. If nothing is, it takes something for what it is not: tourniquet pause.");
    }

    /** Whoever else tests at the same time may write over it: that, too, shows that the ledger takes what is written. */
    private void record(SelfTest passed) {
        Optional<String> before = slate.read(response.name());
        slate.write(response.name(), Json.write(passed));
        Optional<String> after = slate.read(response.name());
        if (after.isEmpty() || after.equals(before)) {
            throw SelfTestFailed.because(
                    response.name(),
                    "what it wrote into the ledger is not there",
                    "See that the table is the one that is deployed, and what else writes to it.");
        }
    }

    private Finding finding(Target canary, Worker worker) {
        return new Finding(
                Source.UNREAD,
                SelfTest.COMMAND,
                "",
                SelfTest.COMMAND,
                0,
                reporter.account(),
                reporter.region(),
                ResourceRole.ACTOR,
                false,
                false,
                worker.now(),
                1,
                SelfTest.COMMAND,
                List.of(canary));
    }

    private static String nonce(Worker worker) {
        return UUID.nameUUIDFromBytes(worker.id().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
