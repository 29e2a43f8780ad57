package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;

/** Log and metrics. Never fails. */
public interface Journal {
    /** A finding has arrived. */
    void arrived(Finding finding);

    /** One of its targets is settled, one way or another. */
    void settled(Report report);

    /** An operator's release was carried out. */
    void released(ReleaseReport report);

    /** All of its targets are settled, and it need not come again. */
    void finished(Finding finding);

    /** Something went wrong that is not an outcome; {@code what} holds no content of a finding. */
    void trouble(String what);
}
