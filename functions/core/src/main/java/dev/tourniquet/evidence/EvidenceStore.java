package dev.tourniquet.evidence;

import dev.tourniquet.ledger.CaseId;
import java.time.Instant;
import java.util.Optional;

/** Where small pieces of evidence are kept, beside the case. A failing store throws {@link dev.tourniquet.plan.CallFailed}. */
public interface EvidenceStore {
    /** The most bytes that one piece can have. */
    int LIMIT = 300 * 1024;

    /**
     * What is known of a piece without reading it.
     *
     * @param kind what it is, {@code console-output}; a case has one of a kind
     * @param contentType its media type
     * @param size in bytes
     * @param sha256 of its bytes, in hexadecimal digits
     * @param taken when it was taken
     */
    record Kept(String kind, String contentType, int size, String sha256, Instant taken) {}

    /** The piece of this kind. */
    Optional<Kept> find(CaseId id, String kind);

    /**
     * Keeps a piece of at most {@value #LIMIT} bytes, unless the case has one of this kind: what was taken first stays.
     *
     * @return the piece that is kept now
     */
    Kept keep(CaseId id, String kind, String contentType, byte[] body, Instant taken);
}
