package dev.tourniquet.bench;

import java.util.Optional;

/** The bursts as tables in Markdown. */
final class BurstTable {
    private BurstTable() {}

    static String markdown(Results results) {
        StringBuilder text = new StringBuilder();
        results.bursts().forEach((setup, variants) -> {
            Burst any = variants.values().iterator().next();
            text.append("### A burst\n\n%,d events for `%s`, by %d processes. %s:\n\n"
                    .formatted(any.events(), setup.job().module(), any.processes(), Table.said(setup)));
            text.append(Figures.head(
                    "init ms, all together",
                    "all events, s",
                    "against boto3",
                    "events a second",
                    "CPU s",
                    "against boto3"));
            Optional<Burst> twin = Optional.ofNullable(variants.get(Variant.PYTHON));
            variants.forEach((variant, burst) -> text.append(Figures.row(
                    variant.title,
                    Figures.decimal(0, burst.init()),
                    Figures.decimal(1, burst.wall() / 1000),
                    Figures.ratio(burst.wall(), twin.map(Burst::wall)),
                    Figures.decimal(0, burst.events() * 1000 / burst.wall()),
                    Figures.decimal(1, burst.cpu() / 1000),
                    Figures.ratio(burst.cpu(), twin.map(Burst::cpu)))));
            text.append('\n');
        });
        return text.toString();
    }
}
