package dev.tourniquet.bench;

import java.util.List;
import java.util.Optional;

/** The times of the functions as tables in Markdown: medians, what was least and most, and the ratio of the medians to the twin's. */
final class Table {
    private final Results results;

    Table(Results results) {
        this.results = results;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (Job job : results.jobs()) {
            text.append("### ").append(job.module()).append("\n\n");
            for (Setup setup : results.setups(job)) {
                text.append(said(setup)).append(":\n\n").append(starts(setup)).append('\n');
                text.append(runs(setup)).append('\n').append(slow(setup));
            }
        }
        return text.toString();
    }

    static String said(Setup setup) {
        return setup.latency() == 0
                ? "AWS answers at once"
                : "Each answer of AWS comes after " + setup.latency() + " ms";
    }

    private String starts(Setup setup) {
        StringBuilder text = new StringBuilder(Figures.head(
                "init ms",
                "first event ms",
                "of that to the cut, ms",
                "cold = init and first, ms",
                "against boto3",
                "first against its cold",
                "cut against its init and cut"));
        for (Variant variant : results.variants(setup)) {
            List<Double> first = results.cold(setup, variant, Round::first);
            List<Double> cold = results.cold(setup, variant, Round::cold);
            List<Double> cut = results.cold(setup, variant, Round::cut);
            Optional<Double> twin = results.twin(setup, Round::cold);
            text.append(Figures.row(
                    variant.title,
                    Figures.range(results.cold(setup, variant, Round::init)),
                    Figures.range(first),
                    Figures.range(cut),
                    Figures.range(cold),
                    variant.isPrimed() ? "" : Figures.ratio(middle(cold), twin),
                    Figures.ratio(middle(first), twin),
                    Figures.ratio(middle(cut), results.twin(setup, Round::coldCut))));
        }
        return text.toString();
    }

    private String runs(Setup setup) {
        StringBuilder text = new StringBuilder(Figures.head(
                "CPU ms, cold",
                "peak MB, cold",
                "calls",
                "connections for the first event",
                "warm p50 ms",
                "p99",
                "p50 against boto3",
                "warm to the cut, ms",
                "against boto3",
                "connections opened, 100 warm events"));
        Optional<Warm> twin = Optional.ofNullable(results.warm(setup, Variant.PYTHON));
        for (Variant variant : results.variants(setup)) {
            Warm warm = results.warm(setup, variant);
            text.append(Figures.row(
                    variant.title,
                    Figures.range(results.cold(setup, variant, Round::cpu)),
                    Figures.range(results.cold(setup, variant, Round::memory)),
                    Figures.median(results.cold(setup, variant, Round::calls)),
                    Figures.range(results.cold(setup, variant, Round::connections)),
                    Figures.decimal(1, warm.p50()),
                    Figures.decimal(1, warm.p99()),
                    Figures.ratio(warm.p50(), twin.map(Warm::p50)),
                    Figures.decimal(1, warm.cut()),
                    Figures.ratio(warm.cut(), twin.map(Warm::cut)),
                    Figures.decimal(1, 100.0 * warm.opened() / warm.events())));
        }
        return text.toString();
    }

    private String slow(Setup setup) {
        if (results.slow(setup, results.variants(setup).iterator().next(), Round::cold)
                .isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("With 0.29 of a processor from the first event on, as at 512 MB:\n\n");
        text.append(Figures.head("init ms", "first event ms", "cold ms", "first against boto3's cold"));
        Optional<Double> twin = Results.median(results.slow(setup, Variant.PYTHON, Round::cold));
        for (Variant variant : results.variants(setup)) {
            List<Double> first = results.slow(setup, variant, Round::first);
            text.append(Figures.row(
                    variant.title,
                    Figures.range(results.slow(setup, variant, Round::init)),
                    Figures.range(first),
                    Figures.range(results.slow(setup, variant, Round::cold)),
                    Figures.ratio(middle(first), twin)));
        }
        return text.append('\n').toString();
    }

    private static double middle(List<Double> values) {
        return Results.median(values).orElseThrow();
    }
}
