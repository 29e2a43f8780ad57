package dev.tourniquet.replay.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event.
 *
 * @param path its file
 * @param finding the finding in it, or null
 * @param disposition in one word
 * @param reason why, where no function was reached; otherwise empty
 * @param matchedRules names of the rules that match
 * @param notes what replay did to the event and its surroundings
 * @param ids local ids by those of the event
 * @param functions what each function did
 * @param roundTrip the release, or null where none was asked for
 * @param millis how long the replay took
 * @param broken whether replay itself failed, so that nothing is known of the event
 */
public record EventRun(
        Path path,
        @Nullable FindingInShort finding,
        Disposition disposition,
        String reason,
        List<String> matchedRules,
        List<String> notes,
        Map<String, String> ids,
        List<FunctionRun> functions,
        @Nullable RoundTrip roundTrip,
        long millis,
        boolean broken) {

    /** What identifies a finding. */
    public record FindingInShort(
            @Nullable String id, @Nullable String type, String severity, String title) {}

    /** An event that reached no function. */
    public static EventRun without(
            Path path, @Nullable FindingInShort finding, Disposition disposition, String reason, List<String> notes) {
        return new EventRun(path, finding, disposition, reason, List.of(), notes, Map.of(), List.of(), null, 0, false);
    }

    /** An event on which replay itself failed. */
    public static EventRun broken(Path path, String reason) {
        return new EventRun(
                path, null, Disposition.FAILED, reason, List.of(), List.of(), Map.of(), List.of(), null, 0, true);
    }

    /** An event that matched rules. */
    public static EventRun of(
            Path path,
            @Nullable FindingInShort finding,
            List<String> matchedRules,
            List<String> notes,
            Map<String, String> ids,
            List<FunctionRun> functions,
            @Nullable RoundTrip roundTrip) {
        Disposition disposition = Disposition.of(functions);
        return new EventRun(path, finding, disposition, "", matchedRules, notes, ids, functions, roundTrip, 0, false);
    }

    /** This, having taken so long. */
    public EventRun took(long time) {
        return new EventRun(
                path, finding, disposition, reason, matchedRules, notes, ids, functions, roundTrip, time, broken);
    }

    /** All responses of all functions. */
    public List<ResponseRun> responses() {
        return functions.stream()
                .flatMap(function -> function.responses().stream())
                .toList();
    }
}
