package dev.tourniquet.replay.report;

/** Outcomes in words, and how grave they look. */
final class Outcomes {
    private Outcomes() {}

    static String headline(String outcome) {
        return switch (outcome) {
            case "CONTAINED" -> "Contained";
            case "ALREADY_CONTAINED" -> "Already contained";
            case "PARTIAL" -> "Only partly contained";
            case "FAILED" -> "NOT contained";
            case "REFUSED" -> "NOT contained, out of reach";
            case "AWAITING_APPROVAL" -> "NOT contained, waits for a person";
            case "DRY_RUN" -> "Dry run";
            case "NOTHING_TO_DO" -> "Nothing to contain";
            case "SKIPPED" -> "Left alone";
            case "RELEASED" -> "Released";
            case "MALFORMED" -> "Cannot be read";
            case "NOT_MATCHED" -> "No rule matches";
            default -> "Not settled yet";
        };
    }

    static String meaning(String outcome) {
        return switch (outcome) {
            case "CONTAINED" -> "Every containing step was carried out, read back, and holds.";
            case "ALREADY_CONTAINED" -> "It was so already; nothing had to be changed.";
            case "PARTIAL" -> "Some of it is contained. What is not is named below, and open.";
            case "FAILED" -> "Nothing is known to be contained. A person has to act.";
            case "REFUSED" -> "Tourniquet must not, or cannot, touch this. A person has to act.";
            case "AWAITING_APPROVAL" ->
                "The plan below is carried out when a person says so. Until then nothing is changed.";
            case "DRY_RUN" -> "The plan below was made and reported. Nothing was changed.";
            case "NOTHING_TO_DO" -> "There is nothing that could be contained.";
            case "SKIPPED" -> "It is not to be contained.";
            case "RELEASED" -> "The containment was taken back. What was put back, and what not, is below.";
            case "MALFORMED" -> "The event is no finding that can be read.";
            case "NOT_MATCHED" -> "The event reaches no function.";
            default -> "No outcome is on record yet: it is being worked on, or was broken off.";
        };
    }

    /** One of {@code good}, {@code bad}, {@code wait} and {@code calm}; of an outcome, or of a step. */
    static String tone(String outcome) {
        return switch (outcome) {
            case "CONTAINED", "ALREADY_CONTAINED", "VERIFIED" -> "good";
            case "PARTIAL", "FAILED", "REFUSED", "MALFORMED", "UNVERIFIED" -> "bad";
            case "AWAITING_APPROVAL", "PLANNED" -> "wait";
            default -> "calm";
        };
    }
}
