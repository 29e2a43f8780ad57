package dev.tourniquet.ledger;

import dev.tourniquet.control.Tally;
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

    /**
     * Writes a case together with what it counts in, all or nothing.
     *
     * @param fresh whether it must not exist yet; otherwise its id stands at {@code next.version() - 1}
     * @param counted each as it is to stand, at the version after the one that was read
     */
    Written write(Case next, boolean fresh, List<Tally> counted);

    /** What has become of a write. */
    enum Written {
        DONE,
        /** Somebody else has written the case first; nothing was written. */
        CASE_CHANGED,
        /** Somebody else has counted meanwhile; nothing was written. */
        TALLY_CHANGED
    }

    /** What was counted in {@code scope} lately. */
    Tally tally(String scope);

    /** Writes {@code next} where its scope stands at {@code next.version() - 1}; false where somebody else wrote first. */
    boolean replace(Tally next);

    /** Writes {@code next} where its id stands at {@code next.version() - 1}; false where somebody else wrote first. */
    boolean replace(Case next);

    /**
     * The cases of {@code response} that, as of a moment ago, stood so; the latest change first. They are read while they are
     * iterated.
     */
    Iterable<Case> listed(String response, Case.Status status);

    /** Cases that, as of a moment ago, had something to tell; the oldest first, at most {@code limit}. */
    List<CaseId> unpublished(int limit);
}
