package dev.tourniquet.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.replay.report.Story.Fact;
import dev.tourniquet.replay.report.Story.Happening;
import dev.tourniquet.replay.report.Story.StepTold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One case on one page, the answer to "what happened, is it over, and what do I do" first. */
public final class CasePage {
    private final Story story;

    CasePage(Story story) {
        this.story = story;
    }

    /** The page of a case; {@code place} is its account and Region. */
    public static String of(Case subject, String place) {
        return new CasePage(Story.of(subject, place)).html();
    }

    String html() {
        return Page.of(Outcomes.headline(story.outcome()) + ": " + story.target(), content());
    }

    private List<Html> content() {
        List<Html> content = new ArrayList<>();
        content.add(banner());
        content.addAll(Page.section("What to do now", toDo()));
        content.addAll(Page.section("What stays open", Page.list(story.residualRisks())));
        content.addAll(Page.section("What was found", facts(story.finding())));
        content.addAll(Page.section("Interfaces and security groups", Drawing.of(story.steps())));
        content.addAll(Page.section("Steps", steps()));
        content.addAll(Page.section("Taken back", facts(story.released())));
        content.addAll(Page.section("Who else is affected", Page.list(story.blastRadius())));
        content.addAll(Page.section("What happened", history()));
        return content;
    }

    private Html banner() {
        Html banner = Html.of(
                        "header",
                        Html.of("p", story.response()).styled("kind"),
                        Html.of(
                                "h1",
                                Outcomes.headline(story.outcome()),
                                " ",
                                Html.of("span", story.target()).styled("id")),
                        Html.of("p", Outcomes.meaning(story.outcome())))
                .styled("banner " + Outcomes.tone(story.outcome()));
        if (!story.reasons().isEmpty()) {
            banner.with(List.of(Page.list(story.reasons())));
        }
        String where = story.caseId().equals("-") ? story.place() : "Case " + story.caseId() + ", " + story.place();
        return banner.with(List.of(Html.of("p", where).styled("small")));
    }

    private Html toDo() {
        Html toDo = Html.of("div");
        if (!story.nextSteps().isEmpty()) {
            toDo.with(List.of(Page.list(story.nextSteps())));
        }
        for (Fact command : story.commands()) {
            toDo.with(List.of(
                    Html.of("p", command.name() + ":").styled("label"),
                    Html.of("pre", Html.of("code", command.value()))));
        }
        return toDo;
    }

    private static Html facts(List<Fact> facts) {
        Html list = Html.of("dl");
        facts.forEach(fact -> list.with(List.of(Html.of("dt", fact.name()), Html.of("dd", fact.value()))));
        return list;
    }

    private Html steps() {
        if (story.steps().isEmpty()) {
            return Html.of("ul");
        }
        Html rows = Html.of("tbody");
        for (StepTold step : story.steps()) {
            rows.with(List.of(Html.of(
                    "tr",
                    cell(
                            "Result",
                            Html.of("span", step.status().toLowerCase(Locale.ROOT))
                                    .styled("chip " + Outcomes.tone(step.status()))),
                    cell(
                            "Step",
                            step.action(),
                            Html.of("span", step.phase().toLowerCase(Locale.ROOT))
                                    .styled("small phase")),
                    cell("On", Html.of("span", step.resource()).styled("id")),
                    cell("State before", state(step.before())),
                    cell("State after", state(step.after())))));
        }
        Html heads = Html.of("tr")
                .with(List.of("Result", "Step", "On", "State before", "State after").stream()
                        .map(name -> Html.of("th", name).set("scope", "col"))
                        .toList());
        return Html.of("table", Html.of("thead", heads), rows).styled("steps");
    }

    /** On a telephone the rows become blocks, and each cell says what it is. */
    private static Html cell(String name, Object... content) {
        return Html.of("td", content).set("data-name", name);
    }

    private static Html state(@Nullable JsonNode state) {
        return state == null || state.isMissingNode()
                ? Html.of("span", "not read").styled("small")
                : Html.of("code", Json.write(state)).styled("state");
    }

    private Html history() {
        Html list = Html.of("ol").styled("timeline");
        for (Happening each : story.history()) {
            list.with(List.of(Html.of(
                    "li",
                    Html.of("span", each.at()).styled("small time"),
                    " ",
                    Html.of("strong", each.what() + (each.by().isEmpty() ? "" : " by " + each.by())),
                    each.note().isEmpty() ? "" : " " + each.note())));
        }
        return list;
    }
}
