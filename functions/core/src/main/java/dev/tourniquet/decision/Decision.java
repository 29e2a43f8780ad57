package dev.tourniquet.decision;

/** What becomes of one target of a finding, before anything was read from the account. */
public sealed interface Decision {

    record Contain() implements Decision {}

    /** Plan and report only. */
    record DryRun() implements Decision {}

    /**
     * Plan, and leave it to a person.
     *
     * @param held for what the target is, so that later findings on it wait as well; otherwise for what this finding says
     */
    record AskFirst(String reason, boolean held) implements Decision {
        /** For what this finding says or lacks. */
        public AskFirst(String reason) {
            this(reason, false);
        }
    }

    record Skip(String reason) implements Decision {}
}
