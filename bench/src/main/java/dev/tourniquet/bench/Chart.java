package dev.tourniquet.bench;

import java.util.List;
import java.util.Locale;

/** Time to the answer of the first event, as bars: what came before the event and the event itself. */
final class Chart {
    private static final int BAR = 18;
    private static final int LABELS = 360;
    private static final int WIDTH = 460;

    private final Results results;
    private final Setup setup;

    Chart(Results results, Setup setup) {
        this.results = results;
        this.setup = setup;
    }

    String svg() {
        List<Variant> variants = List.copyOf(results.variants(setup));
        double most = variants.stream().mapToDouble(this::total).max().orElseThrow();
        int height = 60 + variants.size() * (BAR + 8);
        StringBuilder svg = new StringBuilder(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="10" y="20" font-weight="bold">%s: milliseconds to the answer of the first event (median). %s</text>
                <rect x="10" y="30" width="12" height="12" fill="#b8c4d6"/><text x="27" y="40">start</text>
                <rect x="80" y="30" width="12" height="12" fill="#1f5fa8"/><text x="97" y="40">first event (a snapshot starts before: only this is left)</text>
                """.formatted(LABELS + WIDTH + 90, height, setup.job().module(), Table.said(setup)));
        int y = 54;
        for (Variant variant : variants) {
            double init = variant.isPrimed()
                    ? 0
                    : Results.median(results.cold(setup, variant, Round::init)).orElseThrow();
            double first =
                    Results.median(results.cold(setup, variant, Round::first)).orElseThrow();
            svg.append("<text x=\"10\" y=\"%d\">%s</text>%n".formatted(y + 13, variant.title));
            svg.append(bar(LABELS, y, init / most * WIDTH, "#b8c4d6"));
            svg.append(bar(LABELS + init / most * WIDTH, y, first / most * WIDTH, "#1f5fa8"));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%.0f</text>%n",
                    LABELS + (init + first) / most * WIDTH + 6,
                    y + 13,
                    init + first));
            y += BAR + 8;
        }
        return svg.append("</svg>\n").toString();
    }

    private double total(Variant variant) {
        double first =
                Results.median(results.cold(setup, variant, Round::first)).orElseThrow();
        return variant.isPrimed()
                ? first
                : first
                        + Results.median(results.cold(setup, variant, Round::init))
                                .orElseThrow();
    }

    private static String bar(double x, int y, double width, String colour) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                BAR,
                colour);
    }
}
