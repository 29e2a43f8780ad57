package dev.tourniquet.replay.result;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What became of an event, in one word; the gravest first. All but three are outcomes of responses. */
public enum Disposition {
    /** Not JSON, not an event, or refused by a function as no finding. */
    MALFORMED,
    FAILED,
    PARTIAL,
    REFUSED,
    AWAITING_APPROVAL,
    CONTAINED,
    ALREADY_CONTAINED,
    /** Taken back, by order of a person. */
    RELEASED,
    DRY_RUN,
    NOTHING_TO_DO,
    SKIPPED,
    /** No rule matches. */
    NOT_MATCHED;

    /** The disposition of an event that reached these functions: the gravest. */
    static Disposition of(Collection<FunctionRun> functions) {
        return functions.stream()
                .flatMap(function -> function.malformed() != null
                        ? List.of(MALFORMED).stream()
                        : function.responses().stream().map(response -> valueOf(response.outcome())))
                .min(Comparator.naturalOrder())
                .orElse(NOT_MATCHED);
    }
}
