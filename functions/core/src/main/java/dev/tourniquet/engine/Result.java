package dev.tourniquet.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tourniquet.plan.Plan;

/**
 * A report with the plan behind it, prior states included. The plan does not go on the bus or into the log: policies and
 * access control lists are in it.
 *
 * @param keepsEvent whether the event has to be kept for a person, who has to mend something before it can be answered
 */
public record Result(Report report, Plan plan, @JsonIgnore boolean keepsEvent) {
    Result(Report report, Plan plan) {
        this(report, plan, false);
    }

    Result keepingTheEvent() {
        return new Result(report, plan, true);
    }
}
