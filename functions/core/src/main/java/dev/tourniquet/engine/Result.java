package dev.tourniquet.engine;

import dev.tourniquet.plan.Plan;

/**
 * A report with the plan behind it, prior states included. The plan does not go on the bus or into the log: policies and
 * access control lists are in it.
 */
public record Result(Report report, Plan plan) {}
