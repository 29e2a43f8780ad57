package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.Measured;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * US dollars a month for an account and Region, by the list prices of us-east-1 without free tiers, as they were known to
 * the authors in November 2026.
 */
final class Costs {
    private static final double HOURS = 730;
    private static final double REPUBLISHING = HOURS * 12;

    /** Of a gigabyte-second on Graviton, and of a request. */
    private static final double LAMBDA_GB_SECOND = 0.0000133334;

    private static final double LAMBDA_REQUEST = 0.20e-6;

    /** The memory of a response; the others have one. */
    private static final double RESPONSE_GB = 1769 / 1024.0;

    private static final double DYNAMO_WRITE_UNIT = 0.625e-6;
    private static final double DYNAMO_READ_UNIT = 0.125e-6;

    /** A gigabyte stored for a month, and kept for point-in-time recovery. */
    private static final double DYNAMO_GB = 0.25 + 0.20;

    private static final double CUSTOM_EVENT = 1e-6;

    /** A notification by e-mail. */
    private static final double EMAIL = 2e-5;

    private static final double ALARM = 0.10;
    private static final double DASHBOARD = 3;
    private static final double LOG_GB = 0.50;
    private static final double METRIC = 0.30;
    private static final double KEY = 1;
    private static final double KEY_REQUEST = 0.03 / 10_000;

    /** Assumed: what notify takes for an announcement, in e-mail alone: seconds billed, writes and reads of a small item. */
    private static final double NOTIFYING = 0.5;

    private static final int NOTIFYING_WRITES = 2;

    /** Assumed: the lines of one invocation in the log, with their metrics. */
    private static final double LOG_BYTES = 4_000;

    /** Assumed: metrics of its own that each response writes; a metric is paid for in the hours in which it is written. */
    private static final int METRICS = 6;

    private final Map<String, Double> byService = new LinkedHashMap<>();

    /**
     * @param month what is done in a month
     * @param alarms in the template
     * @param activeHours the part of the hours in which a response writes metrics
     */
    Costs(Tally month, int alarms, double activeHours) {
        double caseBytes = Measured.recorded().values().stream()
                .mapToDouble(outcomes -> outcomes.get("CONTAINED").caseBytes())
                .average()
                .orElseThrow();
        double units = Math.ceil(caseBytes / 1024);
        // With what an announcement costs in the index of the outbox: in and out.
        double writes = month.calls("DynamoDb:PutItem") * units + 2 * units * month.containments;
        double announcements = month.calls("EventBridge:PutEvents");
        double reads = announcements + month.calls("DynamoDb:Query") * Math.ceil(caseBytes / 4096) + REPUBLISHING;
        byService.put(
                "Lambda",
                (month.billedSeconds * RESPONSE_GB + REPUBLISHING * 0.05) * LAMBDA_GB_SECOND
                        + (month.invocations + REPUBLISHING) * LAMBDA_REQUEST
                        + announcements * (NOTIFYING * LAMBDA_GB_SECOND + LAMBDA_REQUEST));
        byService.put(
                "DynamoDB",
                (writes + announcements * NOTIFYING_WRITES) * DYNAMO_WRITE_UNIT
                        + reads * DYNAMO_READ_UNIT
                        + month.containments * caseBytes / 1e9 * DYNAMO_GB);
        byService.put("EventBridge", announcements * CUSTOM_EVENT + REPUBLISHING * 1e-6);
        byService.put("SNS", announcements * EMAIL);
        byService.put("CloudWatch alarms", alarms * ALARM);
        byService.put("CloudWatch dashboard", DASHBOARD);
        byService.put("CloudWatch logs", month.invocations * LOG_BYTES / 1e9 * LOG_GB);
        byService.put("CloudWatch metrics", 4 * METRICS * METRIC * activeHours);
        byService.put("KMS", KEY + (month.calls("DynamoDb:PutItem") + REPUBLISHING) * KEY_REQUEST);
    }

    double total() {
        return byService.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** A row for each service, and the sum. */
    String rows() {
        StringBuilder rows = new StringBuilder();
        byService.forEach((service, dollars) -> rows.append(row(service, dollars)));
        return rows + row("**sum**", total());
    }

    private static String row(String service, double dollars) {
        return String.format(Locale.ROOT, "| %s | %.2f |\n", service, dollars);
    }
}
