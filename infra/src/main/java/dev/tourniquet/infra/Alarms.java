package dev.tourniquet.infra;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.constructs.Construct;

/** Alarms for all that can keep a finding from being answered. Any single occurrence rings: none of these is routine. */
final class Alarms {

    private static final Duration PERIOD = Duration.minutes(5);

    /** A finding may be seen in one period and settled in the next; Lambda's two retries take three minutes more. */
    private static final Duration UNSETTLED_PERIOD = Duration.minutes(15);

    /** Longer than the function takes, shorter than a second try. */
    private static final int STUCK_SECONDS = 600;

    private final Construct scope;
    private final SnsAction notify;

    Alarms(Construct scope, Shared shared) {
        this.scope = scope;
        this.notify = new SnsAction(shared.topic());
    }

    /** By the function's own count, which does not need the notifier; and where that function is at its end itself. */
    void watchDeadLetters(Shared shared) {
        ring(
                "dead-letters",
                "An event could not be handled: tourniquet cases --dead-letters lists what waits for you",
                sum(Names.METRICS, "DeadLetters", Map.of(Names.METRIC_DIMENSION, Names.LETTERS), PERIOD));
        ring(
                "dead-letters-stuck",
                "An event that could not be handled waits in " + Names.DEAD_LETTERS
                        + " and cannot be put on record: see the log of " + Names.function(Names.LETTERS),
                shared.deadLetters()
                        .metricApproximateAgeOfOldestMessage(MetricOptions.builder()
                                .period(PERIOD)
                                .statistic("Maximum")
                                .build()),
                STUCK_SECONDS);
        // A queue stops counting the age of a message that was received three times.
        ring(
                "dead-letters-troubles",
                Names.function(Names.LETTERS) + " could not put a message on record, which stays in "
                        + Names.DEAD_LETTERS + ": see its log",
                sum(Names.METRICS, "Troubles", Map.of(Names.METRIC_DIMENSION, Names.LETTERS), PERIOD));
    }

    void watchFunction(String module) {
        Map<String, String> dimension = Map.of("FunctionName", Names.function(module));
        ring(module + "-errors", module + " ended with an error", sum("AWS/Lambda", "Errors", dimension, PERIOD));
        ring(
                module + "-throttles",
                module + " was throttled: findings wait",
                sum("AWS/Lambda", "Throttles", dimension, PERIOD));
        ring(
                module + "-record-lost",
                module + " failed on an event and it could not be put into " + Names.DEAD_LETTERS,
                sum("AWS/Lambda", "DestinationDeliveryFailures", dimension, PERIOD));
    }

    /** The response's own metrics: what it saw must be what it settled. */
    void watchOutcomes(String module) {
        Map<String, String> dimension = Map.of(Names.METRIC_DIMENSION, module);
        ring(
                module + "-failed",
                module + " could not contain: read the outcome's reasons",
                sum(Names.METRICS, "Outcome_FAILED", dimension, PERIOD));
        ring(
                module + "-limit",
                module + " has contained as much within an hour as it may by itself: further cases wait for approval",
                sum(Names.METRICS, "LimitReached", dimension, PERIOD));
        ring(
                module + "-paused",
                module + " is paused: findings are not contained until tourniquet resume",
                sum(Names.METRICS, "Paused", dimension, PERIOD));
        ring(
                module + "-only-observes",
                module + " was switched to only observe: findings are not contained until tourniquet resume",
                sum(Names.METRICS, "DryRunSwitched", dimension, PERIOD));
        Map<String, IMetric> metrics = new TreeMap<>();
        metrics.put("seen", sum(Names.METRICS, "FindingsSeen", dimension, UNSETTLED_PERIOD));
        metrics.put("settled", sum(Names.METRICS, "FindingsSettled", dimension, UNSETTLED_PERIOD));
        ring(
                module + "-unsettled",
                module + ": a delivery of a finding gave no outcome; a later one may have",
                MathExpression.Builder.create()
                        // A function that dies settles nothing: without FILL its missing value would silence the alarm.
                        .expression("seen - FILL(settled, 0)")
                        .usingMetrics(metrics)
                        .label("Findings without outcome")
                        .period(UNSETTLED_PERIOD)
                        .build());
    }

    /** What does not come rings as well: that is how a function shows which nobody can invoke any more. */
    void watchSelfTest(String module) {
        alarm(
                        module + "-self-test",
                        module
                                + " has passed no self-test within a day, and may not contain: run tourniquet self-test, which"
                                + " says what is broken",
                        sum(Names.METRICS, "SelfTests", Map.of(Names.METRIC_DIMENSION, module), Duration.days(1)))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build()
                .addAlarmAction(notify);
        watchRule(Names.selfTest(module), null);
    }

    /** @param bus the name of the rule's bus, or null for the default bus, whose metrics do not name it */
    void watchRule(String ruleName, @Nullable String bus) {
        Map<String, String> dimensions = new TreeMap<>(Map.of("RuleName", ruleName));
        if (bus != null) {
            dimensions.put("EventBusName", bus);
        }
        ring(
                ruleName.substring(Names.PREFIX.length()) + "-undelivered",
                "EventBridge could not deliver for the rule " + ruleName,
                sum("AWS/Events", "FailedInvocations", dimensions, PERIOD));
        ring(
                ruleName.substring(Names.PREFIX.length()) + "-event-lost",
                "EventBridge could not deliver for the rule " + ruleName + ", nor put the event into "
                        + Names.DEAD_LETTERS,
                sum("AWS/Events", "InvocationsFailedToBeSentToDlq", dimensions, PERIOD));
    }

    /** CloudWatch counts schedules by their group: each has one of its own. */
    void watchSchedule(String module, ScheduleGroup group) {
        MetricOptions options =
                MetricOptions.builder().statistic("Sum").period(PERIOD).build();
        ring(module + "-undelivered", "EventBridge Scheduler could not invoke " + module, group.metricDropped(options));
        ring(
                module + "-event-lost",
                "EventBridge Scheduler could not invoke " + module + ", nor put the event into " + Names.DEAD_LETTERS,
                group.metricFailedToBeSentToDLQ(null, options));
    }

    private static Metric sum(String namespace, String name, Map<String, String> dimensions, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic("Sum")
                .period(period)
                .build();
    }

    private void ring(String name, String description, IMetric metric) {
        ring(name, description, metric, 0);
    }

    private void ring(String name, String description, IMetric metric, int most) {
        alarm(name, description, metric)
                .threshold(most)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build()
                .addAlarmAction(notify);
    }

    private Alarm.Builder alarm(String name, String description, IMetric metric) {
        return Alarm.Builder.create(scope, name + "-alarm")
                .alarmName(Names.PREFIX + name)
                .alarmDescription(description)
                .metric(metric)
                .evaluationPeriods(1);
    }
}
