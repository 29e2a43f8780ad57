package dev.tourniquet.infra.config;

/** What can become of a target of a finding, as the functions call it. */
public enum Outcome {
    FAILED,
    PARTIAL,
    REFUSED,
    AWAITING_APPROVAL,
    CONTAINED,
    ALREADY_CONTAINED,
    DRY_RUN,
    NOTHING_TO_DO,
    SKIPPED
}
