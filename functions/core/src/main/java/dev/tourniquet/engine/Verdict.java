package dev.tourniquet.engine;

import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a containment came to, and nothing that was not read back. */
final class Verdict {
    private final Containment.Done done;

    Verdict(Containment.Done done) {
        this.done = done;
    }

    Outcome outcome() {
        List<String> reasons = new ArrayList<>();
        explain(Phase.GUARD, "not contained", reasons);
        explain(Phase.CONTAIN, "not contained", reasons);
        explain(Phase.PREPARE, "not prepared", reasons);
        done.gaps().forEach(gap -> reasons.add("not contained: " + gap.what()));
        if (done.gapsUnknown() != null) {
            reasons.add("not known whether anything was added meanwhile: "
                    + done.gapsUnknown().getMessage());
        }
        explain(Phase.PRESERVE, "not preserved", reasons);
        return new Outcome(kind(), reasons, done.subject().plan().residualRisks(), nextSteps());
    }

    /** Whether another delivery may get further: a call failed in passing, a read-back was stale, or the time was over. */
    boolean mayGetFurther() {
        boolean passing = failures().anyMatch(failed -> failed.kind() == CallFailed.Kind.RETRYABLE);
        boolean open = done.subject().unfinished().stream()
                .anyMatch(step -> !done.failures().containsKey(step.key()));
        return passing || open || done.gaps().stream().anyMatch(Gap::passing);
    }

    private Outcome.Kind kind() {
        List<Step> cut = done.subject().plan().steps().stream()
                .filter(step -> step.phase().contains())
                .toList();
        boolean all = !cut.isEmpty() && cut.stream().allMatch(this::verified);
        if (all && done.gaps().isEmpty() && done.gapsUnknown() == null) {
            return done.cutAt() == null ? Outcome.Kind.ALREADY_CONTAINED : Outcome.Kind.CONTAINED;
        }
        // A step that had nothing to change contains nothing.
        boolean some =
                cut.stream().anyMatch(step -> verified(step) && !step.after().equals(step.before()));
        return some ? Outcome.Kind.PARTIAL : Outcome.Kind.FAILED;
    }

    private List<String> nextSteps() {
        List<String> next = new ArrayList<>(done.subject().plan().nextSteps());
        byHand().distinct().forEach(next::add);
        next.addAll(done.remarks());
        return next;
    }

    private Stream<String> byHand() {
        Stream<String> steps = done.subject().plan().steps().stream()
                .filter(step -> fails(done.failures().get(step.key())))
                .map(step -> step.phase() == Phase.PRESERVE
                        ? Outcomes.keepByHand(done.failures().get(step.key()))
                        : Outcomes.byHand(done.failures().get(step.key())));
        Stream<String> gaps =
                Stream.ofNullable(done.gapsUnknown()).filter(Verdict::fails).map(Outcomes::byHand);
        return Stream.concat(steps, gaps);
    }

    private static boolean fails(@Nullable CallFailed failed) {
        return failed != null && failed.kind() != CallFailed.Kind.RETRYABLE;
    }

    private Stream<CallFailed> failures() {
        return Stream.concat(done.failures().values().stream(), Stream.ofNullable(done.gapsUnknown()));
    }

    private void explain(Phase phase, String what, List<String> reasons) {
        done.subject().plan().steps(phase).stream()
                .filter(step -> !verified(step))
                .forEach(step -> reasons.add(what + ": " + step.key() + ", " + why(step)));
    }

    private String why(Step step) {
        CallFailed failed = done.failures().get(step.key());
        if (failed != null) {
            return String.valueOf(failed.getMessage());
        }
        return done.subject().progress().get(step.key()) == Progress.UNVERIFIED
                ? "read back and found otherwise"
                : "no time was left for it";
    }

    private boolean verified(Step step) {
        return done.subject().progress().get(step.key()) == Progress.VERIFIED;
    }
}
