package dev.tourniquet.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Where cases are kept. Reads are consistent; every write is conditional, so that of two writers one learns that it was
 * late. A failing store throws {@link dev.tourniquet.plan.CallFailed}, {@link UnreadableCase} says that what is on record is no case.
 */
public interface Ledger {

    /** The latest generation of a series, see {@link CaseId#series()}. */
    Optional<Case> latest(String series);

    /** The case of this id. */
    Optional<Case> find(CaseId id);

    /** Writes a case that must not exist yet; false where another does. */
    boolean create(Case fresh);

    /** Writes {@code next} where its id stands at {@code next.version() - 1}; false where somebody else wrote first. */
    boolean replace(Case next);

    /** Cases that, as of a moment ago, had something to tell; the oldest first, at most {@code limit}. */
    List<CaseId> unpublished(int limit);
}
