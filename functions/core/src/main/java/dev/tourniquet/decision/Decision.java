package dev.tourniquet.decision;

/** What becomes of one target of a finding, before anything was read from the account. */
public sealed interface Decision {

    record Contain() implements Decision {}

    /** Plan and report only. */
    record DryRun() implements Decision {}

    /** Plan, and leave it to a person. */
    record AskFirst(String reason) implements Decision {}

    record Skip(String reason) implements Decision {}
}
