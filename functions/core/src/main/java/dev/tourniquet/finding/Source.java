package dev.tourniquet.finding;

/** The service that made a finding. */
public enum Source {
    GUARDDUTY,
    MACIE
}
