package dev.tourniquet.plan;

/** When a step runs. Steps of one phase run side by side, except that PRESERVE keeps its order. */
public enum Phase {
    /** What containing steps need, such as a quarantine group that does not exist yet. */
    PREPARE,
    /**
     * Keeps the attacker from undoing the cut. Runs before it and counts like it; where it fails the cut is made all the
     * same.
     */
    GUARD,
    /** Cuts the attacker off. */
    CONTAIN,
    /** Keeps evidence and marks the resource. Never delays or blocks containment. */
    PRESERVE;

    /** Whether what this phase does is containment. */
    public boolean contains() {
        return this == GUARD || this == CONTAIN;
    }
}
