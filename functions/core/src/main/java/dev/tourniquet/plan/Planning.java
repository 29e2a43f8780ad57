package dev.tourniquet.plan;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What reading the live state came to. */
public sealed interface Planning {

    /** The same with another plan, where there is one. */
    default Planning with(UnaryOperator<Plan> change) {
        return switch (this) {
            case Planned(Plan plan) -> new Planned(change.apply(plan));
            case NeedsApproval(Plan plan, String reason) -> new NeedsApproval(change.apply(plan), reason);
            case Held(Plan plan, String reason) -> new Held(change.apply(plan), reason);
            case AlreadyContained(String reason, List<String> risks, Planning otherwise) ->
                new AlreadyContained(reason, risks, otherwise == null ? null : otherwise.with(change));
            case NothingToDo _, Refused _, Exempt _ -> this;
        };
    }

    /** There is something to do. */
    record Planned(Plan plan) implements Planning {}

    /**
     * There is something to do, but a person has to say so: for what this finding says or lacks, or for a fact of the
     * account, which is read anew each time. A later finding without such a reason is contained.
     */
    record NeedsApproval(Plan plan, String reason) implements Planning {}

    /** As before, for what the target is known to be from a finding alone: later findings on it wait, too. */
    record Held(Plan plan, String reason) implements Planning {}

    /**
     * What contains holds already.
     *
     * @param otherwise what is to be done where no case shows that we brought it about: somebody else may have done one part
     *     of it, an attacker too, and the rest is still to do; null where there is no more to it
     */
    record AlreadyContained(
            String reason,
            List<String> residualRisks,
            @Nullable Planning otherwise) implements Planning {
        /** There is no more to it. */
        public AlreadyContained(String reason, List<String> residualRisks) {
            this(reason, residualRisks, null);
        }
    }

    /** The target is gone, or was never exposed. */
    record NothingToDo(String reason) implements Planning {}

    /** Protected or unmodifiable; {@code nextSteps} is what a person does instead. */
    record Refused(String reason, List<String> nextSteps) implements Planning {}

    /** The resource is exempt. */
    record Exempt(String reason) implements Planning {}
}
