package dev.tourniquet.replay.report;

import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.ResponseRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pages of a replay: one for each target of each event, and an index with what became of which type of finding. */
public final class ReplayPages {
    private final Path folder;
    private final Html rows = Html.of("tbody");
    private final SortedMap<String, SortedMap<String, Integer>> matrix = new TreeMap<>();
    private final SortedSet<String> outcomes = new TreeSet<>();
    private int pages;

    /** Into {@code folder}, which is made where it is not there; an index of before is replaced. */
    public ReplayPages(Path folder) {
        this.folder = folder;
    }

    /** Writes the pages of one event. */
    public void add(EventRun run) throws IOException {
        String type = run.finding() == null || run.finding().type() == null
                ? "no finding"
                : run.finding().type();
        if (run.responses().isEmpty()) {
            add(run, type, run.disposition().name(), "-", Html.of("span", run.reason()));
        }
        for (ResponseRun response : run.responses()) {
            String name = String.format(Locale.ROOT, "event-%03d.html", ++pages);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), new CasePage(Story.of(run, response)).html());
            Html link = Html.of("a", response.target()).set("href", name);
            add(run, type, response.outcome(), response.response(), link);
        }
    }

    private void add(EventRun run, String type, String outcome, String response, Html target) {
        outcomes.add(outcome);
        matrix.computeIfAbsent(type, _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
        rows.with(List.of(Html.of(
                "tr",
                cell("Outcome", Html.of("span", outcome).styled("chip " + Outcomes.tone(outcome))),
                cell("Finding", type),
                cell("Response", response),
                cell("Target", target),
                cell("Event", Html.of("span", run.path().getFileName()).styled("small")))));
    }

    private static Html cell(String name, Object content) {
        return Html.of("td", content).set("data-name", name);
    }

    /** Writes {@code index.html}, when all are added; returns its path. */
    public Path finish() throws IOException {
        Html heads = heads(List.of("Outcome", "Finding", "Response", "Target", "Event"));
        List<Html> content = new ArrayList<>();
        content.add(Html.of(
                        "header",
                        Html.of("p", "Tourniquet").styled("kind"),
                        Html.of("h1", "Replay"),
                        Html.of(
                                "p",
                                "What the functions did to a local AWS with each event. Nothing here was done to a real account."))
                .styled("banner calm"));
        content.addAll(Page.section("Coverage", coverage()));
        content.addAll(Page.section(
                "Events", Html.of("table", Html.of("thead", heads), rows).styled("events")));
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("index.html"), Page.of("Tourniquet: replay", content));
    }

    private Html coverage() {
        List<String> names = new ArrayList<>(List.of("Finding"));
        outcomes.forEach(outcome -> names.add(outcome.replace('_', ' ').toLowerCase(Locale.ROOT)));
        Html body = Html.of("tbody");
        matrix.forEach((type, counts) -> {
            Html row = Html.of("tr", Html.of("td", type));
            outcomes.forEach(outcome -> row.with(List.of(cell(
                    outcome, counts.containsKey(outcome) ? counts.get(outcome).toString() : "\u00b7"))));
            body.with(List.of(row));
        });
        return Html.of("table", Html.of("thead", heads(names)), body).styled("matrix");
    }

    private static Html heads(List<String> names) {
        return Html.of("tr")
                .with(names.stream()
                        .map(name -> Html.of("th", name).set("scope", "col"))
                        .toList());
    }
}
