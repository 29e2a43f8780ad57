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

    /** A containment waits since {@code limit} of {@code scope} were made within an hour. */
    void limited(String scope, int limit);

    /** An operator has switched something on or off. */
    void switched(SwitchReport report);

    /** A self-test passed. */
    void selfTested(SelfTest passed);

    /** All of its targets are settled, and it need not come again. */
    void finished(Finding finding);

    /** Something went wrong that is not an outcome; {@code what} holds no content of a finding. */
    void trouble(String what);
}
