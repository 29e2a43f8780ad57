package dev.tourniquet.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as tables in Markdown: medians, what was least and most, and the ratio of the medians to the twin's. */
final class Table {
    private final Results results;

    Table(Results results) {
        this.results = results;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (Job job : results.jobs()) {
            text.append("### ").append(job.module()).append("\n\n");
            text.append(
                    "| | init ms | first event ms | of that to the cut, ms | cold = init and first, ms | against boto3 | first against its cold | CPU ms | peak MB |"
                            + " warm p50 ms | p99 | against boto3 | calls |\n");
            text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
            for (Variant variant : results.variants(job)) {
                text.append(row(job, variant));
            }
            text.append('\n').append(slow(job)).append('\n');
        }
        return text.toString();
    }

    private String row(Job job, Variant variant) {
        Warm warm = results.warm(job, variant);
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %.1f | %.1f | %s | %.0f |%n"
                .formatted(
                        variant.title,
                        range(results.cold(job, variant, Round::init)),
                        range(results.cold(job, variant, Round::first)),
                        range(results.cold(job, variant, Round::cut)),
                        range(results.cold(job, variant, Round::cold)),
                        variant.isPrimed() ? "" : ratio(job, variant, Round::cold, Round::cold),
                        ratio(job, variant, Round::first, Round::cold),
                        range(results.cold(job, variant, Round::cpu)),
                        range(results.cold(job, variant, Round::memory)),
                        warm.p50(),
                        warm.p99(),
                        against(warm.p50(), job, twin -> twin.p50()),
                        Results.median(results.cold(job, variant, Round::calls)));
    }

    private String slow(Job job) {
        if (results.slow(job, results.variants(job).iterator().next(), Round::cold)
                .isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("With 0.29 of a processor from the first event on, as at 512 MB:\n\n");
        text.append("| | init ms | first event ms | cold ms | first against boto3's cold |\n|---|---|---|---|---|\n");
        for (Variant variant : results.variants(job)) {
            List<Double> first = results.slow(job, variant, Round::first);
            List<Double> twin = results.slow(job, Variant.PYTHON, Round::cold);
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            variant.title,
                            range(results.slow(job, variant, Round::init)),
                            range(first),
                            range(results.slow(job, variant, Round::cold)),
                            twin.isEmpty() ? "" : two(Results.median(first) / Results.median(twin))));
        }
        return text.toString();
    }

    private String ratio(Job job, Variant variant, ToDoubleFunction<Round> figure, ToDoubleFunction<Round> ofTwin) {
        List<Double> twin = results.cold(job, Variant.PYTHON, ofTwin);
        return twin.isEmpty() ? "" : two(Results.median(results.cold(job, variant, figure)) / Results.median(twin));
    }

    private String against(double figure, Job job, ToDoubleFunction<Warm> ofTwin) {
        return results.variants(job).contains(Variant.PYTHON)
                ? two(figure / ofTwin.applyAsDouble(results.warm(job, Variant.PYTHON)))
                : "";
    }

    private static String two(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String range(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f-%.0f)",
                Results.median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow());
    }
}
