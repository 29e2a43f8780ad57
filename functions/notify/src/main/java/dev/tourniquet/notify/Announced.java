package dev.tourniquet.notify;

import dev.tourniquet.engine.ReleaseReport;
import dev.tourniquet.engine.Report;
import java.time.Instant;

/** What Tourniquet announces on its own bus, by the detail-type of the event. */
sealed interface Announced {
    /** When it came about. */
    Instant time();

    /** {@code Containment Outcome}. */
    record Outcome(Report report) implements Announced {
        @Override
        public Instant time() {
            return report.time();
        }
    }

    /** {@code Containment Release}. */
    record Release(ReleaseReport report) implements Announced {
        @Override
        public Instant time() {
            return report.time();
        }
    }

    /**
     * {@code Containment Switch}: somebody paused a response, or made it plan only, or took that back.
     *
     * @param kind {@code pause} or {@code dry-run}
     */
    record Switch(
            String response,
            String kind,
            boolean on,
            String by,
            String reason,
            String account,
            String region,
            Instant time)
            implements Announced {}

    /** {@code Containment Limit}: more containments in an hour than allowed; further cases wait for a person. */
    record Limit(
            String response, String scope, String limit, String caseId, String account, String region, Instant time)
            implements Announced {}
}
