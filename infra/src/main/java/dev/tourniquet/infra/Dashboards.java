package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Outcome;
import dev.tourniquet.infra.config.Response;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/** One page that shows whether findings are answered, how fast, and what waits for a person. */
final class Dashboards {

    private static final Duration PERIOD = Duration.minutes(5);

    private static final int WIDTH = 12;

    private Dashboards() {}

    /** In a fixed order: two syntheses of one commit give the same text. */
    static void create(Construct scope, Shared shared, Collection<Response> responses) {
        List<String> names = responses.stream().map(Response::key).toList();
        Stream<List<IWidget>> rows = Stream.concat(
                Stream.of(
                        List.of(
                                graph("Time from finding to containment (ms), p50 and p95", timesToContain(names)),
                                graph("Waiting for approval", each(names, "WaitingApprovals", "Maximum"))),
                        List.of(
                                graph(
                                        "Breaker and switches: limit reached, paused, dry run",
                                        Stream.of("LimitReached", "Paused", "DryRunSwitched")
                                                .flatMap(metric -> each(names, metric, "Maximum").stream())
                                                .toList()),
                                graph(
                                        "Dead letters and troubles",
                                        Stream.concat(
                                                        Stream.of(own(
                                                                Names.LETTERS, "DeadLetters", "Sum", "dead letters")),
                                                        each(names, "Troubles", "Sum").stream())
                                                .map(IMetric.class::cast)
                                                .toList())),
                        List.of(
                                graph(
                                        "Throttled: attempts at AWS, and functions",
                                        Stream.concat(
                                                        each(names, "Throttles", "Sum").stream(),
                                                        names.stream().map(Dashboards::functionThrottles))
                                                .toList()),
                                graph(
                                        "Notifications",
                                        List.of(
                                                own(Names.NOTIFY, "NotificationsSent", "Sum", "sent"),
                                                own(Names.NOTIFY, "NotificationsCounted", "Sum", "counted only"),
                                                own(Names.NOTIFY, "Troubles", "Sum", "failed"))))),
                responses.stream().map(response -> List.<IWidget>of(outcomes(response.key()))));
        Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(Names.DASHBOARD)
                .widgets(rows.toList())
                .build();
    }

    private static List<IMetric> timesToContain(List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of("p50", "p95")
                        .map(percentile -> own(name, "TimeToContain", percentile, name + " " + percentile)))
                .toList();
    }

    private static IWidget outcomes(String name) {
        List<IMetric> metrics = Arrays.stream(Outcome.values())
                .map(outcome -> own(name, "Outcome_" + outcome.name(), "Sum", outcome.name()))
                .toList();
        return GraphWidget.Builder.create()
                .title("Outcomes of " + name)
                .left(metrics)
                .stacked(true)
                .width(2 * WIDTH)
                .build();
    }

    private static List<IMetric> each(List<String> names, String metric, String statistic) {
        return names.stream()
                .map(name -> own(name, metric, statistic, name + " " + metric))
                .toList();
    }

    private static IMetric functionThrottles(String module) {
        return metric(
                "AWS/Lambda",
                "Throttles",
                Map.of("FunctionName", Names.function(module)),
                "Sum",
                module + " not started");
    }

    private static IMetric own(String response, String name, String statistic, String label) {
        return metric(Names.METRICS, name, Map.of(Names.METRIC_DIMENSION, response), statistic, label);
    }

    private static IMetric metric(
            String namespace, String name, Map<String, String> dimensions, String statistic, String label) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .label(label)
                .period(PERIOD)
                .build();
    }

    private static IWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics)
                .width(WIDTH)
                .build();
    }
}
