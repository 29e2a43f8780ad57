package dev.tourniquet.replay.operate;

import dev.tourniquet.ledger.Case;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of cases.
 *
 * @param outcome the last that was said: an outcome, {@code RELEASED}, or {@code -}
 * @param severity of the latest finding; null where it is not on record
 * @param planHash of the plan that waits for a person; null where none does
 */
record CaseInShort(
        String caseId,
        String state,
        String outcome,
        @Nullable Double severity,
        String findingType,
        Instant openedAt,
        Instant updatedAt,
        @Nullable String planHash) {

    static CaseInShort of(Case of) {
        return new CaseInShort(
                of.id().toString(),
                of.status().name().toLowerCase(Locale.ROOT),
                outcome(of),
                of.trigger() == null ? null : of.trigger().finding().severity(),
                of.trigger() == null ? "-" : of.trigger().finding().type(),
                of.openedAt(),
                of.updatedAt(),
                waits(of) ? of.approval().planHash() : null);
    }

    static boolean waits(Case of) {
        return of.approval() != null && !of.approval().isGiven();
    }

    private static String outcome(Case of) {
        if (of.announcement() == null) {
            return "-";
        }
        return of.announcement().detail().path("outcome").asText("RELEASED");
    }
}
