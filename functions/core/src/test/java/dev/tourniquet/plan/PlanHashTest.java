package dev.tourniquet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanHashTest {
    private static final Step CUT = step("nic-1", Phase.CONTAIN, Json.tree("sg-app"), "sg-quarantine");

    @Test
    void isTheSameForAPlanThatOnlyCutsOffLater() {
        assertThat(plan(step("role", Phase.CONTAIN, null, "{\"cutOff\":\"2026-11-22T10:00:00Z\"}"))
                        .hash())
                .isEqualTo(plan(step("role", Phase.CONTAIN, null, "{\"cutOff\":\"2026-11-22T14:31:07.123Z\"}"))
                        .hash())
                .matches("[0-9a-f]{20}");
    }

    @Test
    void isTheSameHoweverTheRisksAreWorded() {
        assertThat(new Plan(List.of(CUT), List.of("dns"), List.of("look")).hash())
                .isEqualTo(plan(CUT).hash());
    }

    @Test
    void isAnotherForWhateverElseIsFoundOrBroughtAbout() {
        List<Plan> others = List.of(
                Plan.EMPTY,
                plan(CUT, CUT),
                plan(step("nic-2", Phase.CONTAIN, Json.tree("sg-app"), "sg-quarantine")),
                plan(step("nic-1", Phase.PRESERVE, Json.tree("sg-app"), "sg-quarantine")),
                plan(step("nic-1", Phase.CONTAIN, Json.tree("sg-db"), "sg-quarantine")),
                plan(step("nic-1", Phase.CONTAIN, null, "sg-quarantine")),
                plan(step("nic-1", Phase.CONTAIN, Json.tree("sg-app"), "sg-other")),
                plan(new Step("cut-off", "nic-1", Phase.CONTAIN, Json.tree("sg-app"), Json.tree("sg-quarantine"))));

        assertThat(others)
                .extracting(Plan::hash)
                .doesNotHaveDuplicates()
                .doesNotContain(plan(CUT).hash());
    }

    @Test
    void isTheSameForEqualStatesWhateverTheOrderOfTheirFields() {
        assertThat(plan(new Step(
                                "cut",
                                "a",
                                Phase.CONTAIN,
                                tree("{\"b\":1,\"a\":2}"),
                                Json.tree(Map.of("y", 1, "x", 2))))
                        .hash())
                .isEqualTo(plan(new Step(
                                "cut",
                                "a",
                                Phase.CONTAIN,
                                tree("{\"a\":2,\"b\":1}"),
                                Json.tree(Map.of("x", 2, "y", 1))))
                        .hash());
    }

    private static JsonNode tree(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static Plan plan(Step... steps) {
        return new Plan(List.of(steps), List.of(), List.of());
    }

    private static Step step(String resource, Phase phase, @Nullable JsonNode before, String after) {
        return new Step("cut", resource, phase, before, Json.tree(after));
    }
}
