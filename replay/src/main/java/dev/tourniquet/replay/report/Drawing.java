package dev.tourniquet.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.report.Story.StepTold;
import java.util.List;

/** The interfaces of an instance, each with its security groups before and after. */
final class Drawing {
    private static final String STEP = "quarantine-interface";

    private Drawing() {}

    /** Empty where no interface is concerned. */
    static Html of(List<StepTold> steps) {
        Html figure = Html.of("div").styled("drawing");
        steps.stream()
                .filter(step -> step.action().equals(STEP))
                .forEach(step -> figure.with(List.of(Html.of(
                                "div",
                                Html.of(
                                                "div",
                                                Html.of("span", "interface").styled("small"),
                                                Html.of("span", step.resource()).styled("id"))
                                        .styled("box"),
                                groups("before", step.before(), "calm"),
                                Html.of("span", step.status().equals("VERIFIED") ? "\u2192" : "\u21e2")
                                        .styled("arrow")
                                        .set("aria-hidden", "true"),
                                Html.of(
                                                "div",
                                                Html.of("span", after(step.status()))
                                                        .styled("small"),
                                                Html.of(
                                                                "span",
                                                                step.after()
                                                                        .path("group")
                                                                        .asText("quarantine"))
                                                        .styled("chip " + Outcomes.tone(step.status())))
                                        .styled("box"))
                        .styled("wire"))));
        return figure;
    }

    private static String after(String status) {
        return switch (status) {
            case "VERIFIED" -> "now, alone";
            case "TAKEN BACK" -> "was in, until the release";
            case "FAILED", "UNVERIFIED" -> "was to be in";
            default -> "would be in";
        };
    }

    private static Html groups(String label, JsonNode state, String tone) {
        Html box = Html.of("div", Html.of("span", label).styled("small")).styled("box");
        if (state.path("groups").isEmpty()) {
            return box.with(List.of(Html.of("span", "not read").styled("small")));
        }
        return box.with(state.path("groups")
                .valueStream()
                .map(group -> Html.of("span", group.asText()).styled("chip " + tone))
                .toList());
    }
}
