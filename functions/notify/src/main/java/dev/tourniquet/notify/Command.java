package dev.tourniquet.notify;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command line of the operator's CLI, to be copied into a shell.
 *
 * @param purpose what it is for
 * @param line the command, without a character that a shell takes for anything but itself
 */
record Command(String purpose, String line) {
    /** Case ids may hold other characters; those are for a person to quote. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z-]{0,99}/[A-Za-z0-9._:@/+=,-]{1,500}/\\d{1,9}");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{20}");

    static Optional<Command> show(String caseId) {
        return onCase("Look at the case", "tourniquet cases show ", caseId, "");
    }

    static Optional<Command> report(String caseId) {
        return onCase("All of the case", "tourniquet cases show ", caseId, "");
    }

    static Optional<Command> retry(String caseId) {
        return onCase("Try again, once the cause is mended", "tourniquet retry ", caseId, "");
    }

    static Optional<Command> release(String caseId) {
        return onCase("Take it back", "tourniquet release ", caseId, " --reason \"...\"");
    }

    static Optional<Command> approve(String caseId, String planHash) {
        return HASH.matcher(planHash).matches()
                ? onCase("Approve exactly this plan", "tourniquet approve ", caseId, " --plan " + planHash)
                : Optional.empty();
    }

    private static Optional<Command> onCase(String purpose, String before, String caseId, String after) {
        // Also where a command stands nothing may look like a link.
        boolean sayable = PLAIN.matcher(caseId).matches()
                && Harmless.text(caseId, caseId.length()).equals(caseId);
        return sayable ? Optional.of(new Command(purpose, before + caseId + after)) : Optional.empty();
    }
}
