package dev.tourniquet.finding;

/** The service that made a finding. */
public enum Source {
    GUARDDUTY,
    MACIE,
    /** None: what came could not be read as a finding. */
    UNREAD
}
