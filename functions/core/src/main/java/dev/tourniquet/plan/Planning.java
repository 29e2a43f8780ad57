package dev.tourniquet.plan;

import java.util.List;

/** What reading the live state came to. */
public sealed interface Planning {

    /** There is something to do. */
    record Planned(Plan plan) implements Planning {}

    /** There is something to do, but a fact of the account asks for a person. */
    record NeedsApproval(Plan plan, String reason) implements Planning {}

    /** All of it holds already. */
    record AlreadyContained(String reason, List<String> residualRisks) implements Planning {}

    /** The target is gone, or was never exposed. */
    record NothingToDo(String reason) implements Planning {}

    /** Protected or unmodifiable; {@code nextSteps} is what a person does instead. */
    record Refused(String reason, List<String> nextSteps) implements Planning {}

    /** The resource is exempt. */
    record Exempt(String reason) implements Planning {}
}
