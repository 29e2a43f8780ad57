package dev.tourniquet.proof.scale;

import java.util.List;
import java.util.Locale;

/** Draws lines over two logarithmic axes, as SVG that reads on light and on dark ground. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;

    private final StringBuilder svg = new StringBuilder();
    private final double fromX;
    private final double toX;
    private final double fromY;
    private final double toY;

    /** A point, and what is written beside it. */
    record Point(double x, double y, String note) {}

    /** @param style the name of its class: {@code few} or {@code many} */
    record Line(String name, String style, List<Point> points) {}

    Chart(double fromX, double toX, double fromY, double toY) {
        this.fromX = fromX;
        this.toX = toX;
        this.fromY = fromY;
        this.toY = toY;
    }

    String draw(String title, String alongX, String alongY, List<Tick> ticksX, List<Tick> ticksY, List<Line> lines) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, title);
        add("""
                <style>
                  text { font: 12px sans-serif; fill: #24292f }
                  .title { font-size: 14px; font-weight: 600 }
                  .ground { fill: #ffffff }
                  .grid { stroke: #d0d7de; stroke-width: 1 }
                  .few { stroke: #0969da; fill: #0969da }
                  .many { stroke: #bc4c00; fill: #bc4c00 }
                  path.few, path.many { fill: none; stroke-width: 2 }
                  path.many { stroke-dasharray: 6 3 }
                  text.few, text.many { stroke: none }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 }
                    .ground { fill: #0d1117 }
                    .grid { stroke: #30363d }
                    .few { stroke: #58a6ff; fill: #58a6ff }
                    .many { stroke: #f0883e; fill: #f0883e }
                  }
                </style>""");
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>", WIDTH, HEIGHT);
        text(LEFT, 26, "start", "title", title);
        for (Tick tick : ticksX) {
            add("<path class=\"grid\" d=\"M%.1f %d V%d\"/>", x(tick.at()), TOP, HEIGHT - BOTTOM);
            text(x(tick.at()), HEIGHT - BOTTOM + 18, "middle", "", tick.name());
        }
        for (Tick tick : ticksY) {
            add("<path class=\"grid\" d=\"M%d %.1f H%d\"/>", LEFT, y(tick.at()), WIDTH - RIGHT);
            text(LEFT - 8, y(tick.at()) + 4, "end", "", tick.name());
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", "", alongX);
        text(LEFT, TOP - 8, "start", "", alongY);
        lines.forEach(this::line);
        return svg.append("</svg>\n").toString();
    }

    /** A value on an axis, by its name. */
    record Tick(double at, String name) {}

    private void line(Line line) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(
                    String.format(Locale.ROOT, "%s%.1f %.1f ", path.isEmpty() ? "M" : "L", x(point.x()), y(point.y())));
        }
        add("<path class=\"%s\" d=\"%s\"/>", line.style(), path.toString().strip());
        for (Point point : line.points()) {
            add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", line.style(), x(point.x()), y(point.y()));
            if (!point.note().isEmpty()) {
                text(x(point.x()) - 8, y(point.y()) - 10, "end", line.style(), point.note());
            }
        }
        Point last = line.points().getLast();
        double aside = line.style().equals("many") ? -4 : 12;
        text(x(last.x()) + 10, y(last.y()) + aside, "start", line.style(), line.name());
    }

    private void text(double x, double y, String anchor, String style, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>", x, y, anchor, style, text);
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation comes with a library that nothing else needs.
    private void add(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value / fromX) / Math.log(toX / fromX);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(value / fromY) / Math.log(toY / fromY);
    }
}
