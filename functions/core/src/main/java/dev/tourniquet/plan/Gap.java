package dev.tourniquet.plan;

/**
 * Something of a target that is open and that no containing step of its plan is about.
 *
 * @param what for a person
 * @param passing another delivery would plan for it; otherwise no delivery can
 */
public record Gap(String what, boolean passing) {}
