package dev.tourniquet.bench;

import java.util.Optional;
import java.util.function.ToIntFunction;

/** What a million findings cost, as a table in Markdown. */
final class CostTable {
    private final Results results;
    private final ToIntFunction<Job> memory;

    /** @param memory what infra gives each function, MB */
    CostTable(Results results, ToIntFunction<Job> memory) {
        this.results = results;
        this.memory = memory;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("### A million findings, dollars\n\n");
        text.append(Figures.head(
                "latency of AWS, ms",
                "variant",
                "memory MB",
                "each meets no process",
                "against boto3",
                "each meets a warm one",
                "against boto3"));
        for (Job job : results.jobs()) {
            for (Setup setup : results.setups(job)) {
                for (Variant variant : results.variants(setup)) {
                    text.append(row(setup, variant));
                }
            }
        }
        return text.append('\n').toString();
    }

    private String row(Setup setup, Variant variant) {
        int megabytes = memory.applyAsInt(setup.job());
        double cold = cold(setup, variant);
        double warm = warm(setup, variant);
        boolean twin = results.variants(setup).contains(Variant.PYTHON);
        return Figures.row(
                setup.job().module(),
                setup.latency(),
                variant.title,
                megabytes,
                Figures.decimal(2, cold),
                Figures.ratio(cold, twin ? Optional.of(cold(setup, Variant.PYTHON)) : Optional.empty()),
                Figures.decimal(2, warm),
                Figures.ratio(warm, twin ? Optional.of(warm(setup, Variant.PYTHON)) : Optional.empty()));
    }

    private double cold(Setup setup, Variant variant) {
        return cost(setup)
                .ofMillion(Results.median(results.cold(
                                setup, variant, round -> Cost.billedCold(variant, round.init(), round.first())))
                        .orElseThrow());
    }

    private double warm(Setup setup, Variant variant) {
        return cost(setup).ofMillion(results.warm(setup, variant).p50());
    }

    private Cost cost(Setup setup) {
        return new Cost(memory.applyAsInt(setup.job()) / 1024.0);
    }
}
