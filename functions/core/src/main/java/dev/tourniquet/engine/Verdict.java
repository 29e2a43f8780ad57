package dev.tourniquet.engine;

import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Says what a containment came to, and nothing that was not read back. */
final class Verdict {
    private final Containment.Done done;

    Verdict(Containment.Done done) {
        this.done = done;
    }

    Outcome outcome() {
        List<Step> cut = steps(Phase.CONTAIN);
        long verified = cut.stream().filter(this::verified).count();
        List<String> reasons = new ArrayList<>();
        cut.forEach(step -> explain(step, "not contained", reasons));
        steps(Phase.PREPARE).forEach(step -> explain(step, "not prepared", reasons));
        done.gaps().forEach(gap -> reasons.add("not contained: " + gap));
        boolean contained = verified == cut.size() && done.gaps().isEmpty();
        // A step that had nothing to change contains nothing.
        boolean some =
                cut.stream().anyMatch(step -> verified(step) && !step.after().equals(step.before()));
        Outcome.Kind kind = contained ? Outcome.Kind.CONTAINED : some ? Outcome.Kind.PARTIAL : Outcome.Kind.FAILED;
        steps(Phase.PRESERVE).forEach(step -> explain(step, "not preserved", reasons));
        return new Outcome(kind, reasons, done.subject().plan().residualRisks(), nextSteps());
    }

    /** Whether another delivery may get further: a call failed in passing, or a read-back was stale. */
    boolean mayGetFurther() {
        boolean passing =
                done.failures().values().stream().anyMatch(failed -> failed.kind() == CallFailed.Kind.RETRYABLE);
        boolean stale = done.subject().progress().containsValue(Progress.UNVERIFIED);
        return passing || stale || !done.gaps().isEmpty();
    }

    private List<String> nextSteps() {
        List<String> next = new ArrayList<>(done.subject().plan().nextSteps());
        done.failures().values().stream()
                .filter(failed -> failed.kind() != CallFailed.Kind.RETRYABLE)
                .map(Outcomes::byHand)
                .distinct()
                .forEach(next::add);
        return next;
    }

    private void explain(Step step, String what, List<String> reasons) {
        if (verified(step)) {
            return;
        }
        CallFailed failed = done.failures().get(step.key());
        reasons.add(what + ": " + step.key() + ", "
                + (failed != null ? failed.getMessage() : "read back and found otherwise"));
    }

    private boolean verified(Step step) {
        return done.subject().progress().get(step.key()) == Case.Progress.VERIFIED;
    }

    private List<Step> steps(Phase phase) {
        return done.subject().plan().steps(phase);
    }
}
