package dev.tourniquet.notify;

import dev.tourniquet.engine.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which announcements are one conversation. Of a conversation people hear what is new: another outcome than the last one that
 * they were told, a higher severity, or the same again after a day.
 *
 * @param key names the conversation in the ledger
 * @param kind what is said; the same kind again is a repetition
 * @param band the severity, higher is graver
 * @param time when it came about: what is older than what was told is overtaken
 */
record Grouping(String key, String kind, int band, Instant time) {
    private static final Pattern PLAIN = Pattern.compile("[!-~]{1,700}");

    /** Outcomes by case, or by target where there is no case; what people do is told each time. */
    static Grouping forPeople(Announcement announcement) {
        return switch (announcement.said()) {
            case Announced.Outcome(var report) -> byCase(report);
            case Announced.Release _, Announced.Switch _, Announced.Limit _ ->
                new Grouping(
                        "event/" + announcement.id(),
                        announcement.said().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        0,
                        announcement.said().time());
        };
    }

    private static Grouping byCase(Report report) {
        String about = report.caseId().equals("-") ? report.response() + "/" + report.target() : report.caseId();
        return of(about, report);
    }

    /** All about one finding. */
    static Grouping byFinding(Report report) {
        return of(report.response() + "/finding/" + report.finding().id(), report);
    }

    private static Grouping of(String about, Report report) {
        String plan = report.approval() == null ? "" : " " + report.approval().planHash();
        // A failure that will be tried again, and the one after the last try, are two things to know.
        String kind = report.outcome().name() + (report.willRetry() ? " RETRY" : "") + plan;
        return new Grouping(
                PLAIN.matcher(about).matches() ? about : hash(about),
                kind,
                Band.of(report.finding().severity()).compareTo(Band.LOW),
                report.time());
    }

    private static String hash(String about) {
        return "hash/" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
    }
}
