package dev.tourniquet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Journal;
import dev.tourniquet.engine.ReleaseReport;
import dev.tourniquet.engine.Report;
import dev.tourniquet.engine.SelfTest;
import dev.tourniquet.engine.SwitchReport;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.json.Json;
import dev.tourniquet.text.PlainText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One JSON object a line on standard output, which Lambda hands to CloudWatch Logs. Lines that carry numbers carry them
 * in CloudWatch's embedded metric format too, so that metrics cost no call. No finding body, no policy and no secret is
 * ever written.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">EMF</a>
 */
public final class JsonJournal implements Journal {
    private final String response;
    private final PrintStream out;
    private final InstantSource clock;
    private final LongSupplier calls;
    private final LongSupplier throttles;
    private long callsBefore;
    private long throttlesBefore;
    private Instant arrived = Instant.EPOCH;

    /** @param calls the number of API calls made so far */
    public JsonJournal(String response, PrintStream out, InstantSource clock, LongSupplier calls) {
        this(response, out, clock, calls, () -> 0);
    }

    /**
     * @param calls the number of API calls made so far
     * @param throttles how many attempts so far were throttled
     */
    public JsonJournal(
            String response, PrintStream out, InstantSource clock, LongSupplier calls, LongSupplier throttles) {
        this.response = response;
        this.out = out;
        this.clock = clock;
        this.calls = calls;
        this.throttles = throttles;
    }

    @Override
    public void arrived(Finding finding) {
        arrived = clock.instant();
        callsBefore = calls.getAsLong();
        throttlesBefore = throttles.getAsLong();
        ObjectNode line = line("finding", arrived, Map.of("FindingsSeen", "Count"));
        line.put("FindingsSeen", 1);
        line.put("findingId", finding.id()).put("findingType", finding.type());
        line.put("severity", finding.severity()).put("count", finding.count());
        out.println(text(line));
    }

    @Override
    public void settled(Report report) {
        Map<String, String> metrics = new LinkedHashMap<>();
        metrics.put("Outcome_" + report.outcome().name(), "Count");
        metrics.put("ApiCalls", "Count");
        metrics.put("Throttles", "Count");
        if (report.timeToContainMillis() != null) {
            metrics.put("TimeToContain", "Milliseconds");
        }
        ObjectNode line = line("outcome", metrics);
        metrics.keySet().forEach(metric -> line.put(metric, 1));
        line.put("ApiCalls", calls.getAsLong() - callsBefore);
        line.put("Throttles", throttles.getAsLong() - throttlesBefore);
        if (report.timeToContainMillis() != null) {
            line.put("TimeToContain", report.timeToContainMillis());
        }
        line.set("report", Json.tree(report));
        out.println(text(line));
        callsBefore = calls.getAsLong();
        throttlesBefore = throttles.getAsLong();
    }

    @Override
    public void released(ReleaseReport report) {
        ObjectNode line = line("release", Map.of("Releases", "Count"));
        out.println(text(line.put("Releases", 1).set("report", Json.tree(report))));
    }

    @Override
    public void limited(String scope, int limit) {
        ObjectNode line = line("limited", Map.of("LimitReached", "Count"));
        out.println(text(
                line.put("LimitReached", 1).put("scope", PlainText.of(scope)).put("limit", limit)));
    }

    @Override
    public void switched(SwitchReport report) {
        ObjectNode line = line("switched", Map.of("Switched", "Count"));
        out.println(text(line.put("Switched", 1).set("report", Json.tree(report))));
    }

    @Override
    public void finished(Finding finding) {
        // Under the time of the arrival, so that both counts fall into one period of the alarm that compares them.
        ObjectNode line = line("finished", arrived, Map.of("FindingsSettled", "Count"));
        out.println(text(line.put("FindingsSettled", 1).put("findingId", finding.id())));
    }

    @Override
    public void selfTested(SelfTest passed) {
        ObjectNode line = line("self-test", Map.of("SelfTests", "Count"));
        out.println(text(line.put("SelfTests", 1).set("selfTest", Json.tree(passed))));
    }

    @Override
    public void trouble(String what) {
        ObjectNode line = line("trouble", Map.of("Troubles", "Count"));
        out.println(text(line.put("Troubles", 1).put("what", what)));
    }

    /**
     * What stands now; a switch that is off is 0.
     *
     * @param waiting plans that wait for a person
     */
    public void standing(int waiting, boolean paused, boolean dryRun) {
        ObjectNode line =
                line("standing", Map.of("WaitingApprovals", "Count", "Paused", "None", "DryRunSwitched", "None"));
        line.put("WaitingApprovals", waiting).put("Paused", paused ? 1 : 0);
        out.println(text(line.put("DryRunSwitched", dryRun ? 1 : 0)));
    }

    /** An event that could not be handled, and is on record. */
    public void deadLetter(DeadLetter letter) {
        ObjectNode line = line("dead letter", Map.of("DeadLetters", "Count"));
        line.put("DeadLetters", 1).put("letter", letter.id().toString()).put("function", letter.function());
        out.println(text(line.put("condition", letter.condition()).put("reason", letter.reason())));
    }

    /** A revocation that was deleted because it denied nobody any more. */
    public void pruned(String role, String policy, Instant cutOff) {
        ObjectNode line = line("pruned", Map.of("RevocationsPruned", "Count"));
        line.put("RevocationsPruned", 1).put("role", role).put("policy", policy);
        out.println(text(line.put("cutOff", cutOff.toString())));
    }

    /**
     * What became of an announcement in one channel.
     *
     * @param announcement its id, by which lines about it are found
     * @param told whether it was sent, or counted as a repetition of what was sent before
     */
    public void notified(String channel, String announcement, String about, boolean told) {
        String metric = told ? "NotificationsSent" : "NotificationsCounted";
        ObjectNode line = line("notification", Map.of(metric, "Count"));
        line.put(metric, 1).put("channel", channel).put("announcement", announcement);
        out.println(text(line.put("about", about)));
    }

    /** An event that is no finding, or none that can be read. */
    void unread(String outcome, String reason) {
        ObjectNode line = line("unread", Map.of());
        out.println(text(line.put("outcome", outcome).put("reason", reason)));
    }

    /** ASCII only: whatever shows the log takes no character for a command or a line break. */
    private static String text(JsonNode line) {
        return Json.ascii(line);
    }

    private ObjectNode line(String kind, Map<String, String> units) {
        return line(kind, clock.instant(), units);
    }

    private ObjectNode line(String kind, Instant measured, Map<String, String> units) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("kind", kind)
                .put("Response", response)
                .put("time", clock.instant().toString());
        if (!units.isEmpty()) {
            ObjectNode emf = line.putObject("_aws").put("Timestamp", measured.toEpochMilli());
            ObjectNode directive = emf.putArray("CloudWatchMetrics").addObject().put("Namespace", "Tourniquet");
            directive.putArray("Dimensions").addArray().add("Response");
            var metrics = directive.putArray("Metrics");
            units.forEach((name, unit) -> metrics.addObject().put("Name", name).put("Unit", unit));
        }
        return line;
    }
}
