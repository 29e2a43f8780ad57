package dev.tourniquet.plan;

/** When a step runs. Steps of one phase run side by side, except that PRESERVE keeps its order. */
public enum Phase {
    /** What containing steps need, such as a quarantine group that does not exist yet. */
    PREPARE,
    /** Cuts the attacker off. */
    CONTAIN,
    /** Keeps evidence and marks the resource. Never delays or blocks containment. */
    PRESERVE
}
