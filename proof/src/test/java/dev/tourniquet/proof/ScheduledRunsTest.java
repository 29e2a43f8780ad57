package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ScheduledRunsTest {
    @TestFactory
    Stream<DynamicTest> pruneWhatDeniesNobodyAndNothingElse() {
        return DrawnFaults.of(
                "prune",
                new ScheduledRuns(
                        Scenes.scene("prune"),
                        "tourniquet-prune-revocations",
                        Duration.ofHours(1),
                        new ScheduledRuns.Situation() {
                            @Override
                            public void make(Stand stand) {
                                // The scene has revocations that have expired.
                            }

                            @Override
                            public List<String> missed(JsonNode answer, FaultyNetwork network) {
                                boolean all = answer.path("pruned").asInt() == 3
                                        && answer.path("kept").asInt() == 2;
                                return all ? List.of() : List.of("not 3 pruned and 2 kept: " + answer);
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> publishWhatWaits() {
        return DrawnFaults.of(
                "republish",
                new ScheduledRuns(
                        Scenes.scene("republish"),
                        "tourniquet-republish-outcomes",
                        Duration.ofMinutes(5),
                        new ScheduledRuns.Situation() {
                            @Override
                            public void make(Stand stand) {
                                stand.network.arm(
                                        (call, _) -> call.operation().equals("PutEvents") ? Fault.DENIED : null);
                                stand.contain();
                                stand.pass(Duration.ofMinutes(5));
                            }

                            @Override
                            public List<String> missed(JsonNode answer, FaultyNetwork network) {
                                boolean told = network.reached().stream()
                                        .anyMatch(call -> call.operation().equals("PutEvents"));
                                return told ? List.of() : List.of("not published: " + answer);
                            }
                        }));
    }
}
