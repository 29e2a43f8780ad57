package dev.tourniquet.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge of the mutants agrees with the expectations beside the samples, and these with readers and decider. */
class ObjectionsTest {
    private static final Set<String> CONTAINED = Set.of("CONTAINED", "ALREADY_CONTAINED", "PARTIAL", "FAILED");
    private static final Set<String> NOT_CONTAINED = Set.of("SKIPPED", "AWAITING_APPROVAL");

    /** revoke-sessions asks before it revokes a whole role for little: a rule of its plan, which the decider does not know. */
    private static final Set<String> DECIDED_BY_THE_PLAN = Set.of(
            "guardduty/Impact-IAMUser-AnomalousBehavior.severity-just-below.json",
            "guardduty/PenTest-IAMUser-KaliLinux.role-wide-below-threshold.json");

    /** What a person orders does not go by the decider. */
    static Stream<Sample> samples() {
        return Repository.samples().stream().filter(sample -> !sample.name().startsWith("securityhub/"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsContainedUnlessItsContentForbidsIt(Sample sample) {
        for (Answer answer : Answer.values()) {
            List<Objection> objections = Objections.to(sample.event(), answer);
            List<JsonNode> expected = expected(sample, answer);
            if (expected.stream()
                    .anyMatch(each -> CONTAINED.contains(each.path("outcome").asText()))) {
                assertThat(objections).as(answer.response()).isEmpty();
                assertThat(isContained(sample.event(), answer))
                        .as(answer.response())
                        .isTrue();
            }
            if (forbidden(sample, expected)) {
                assertThat(objections).as(answer.response()).isNotEmpty();
                assertThat(isContained(sample.event(), answer))
                        .as(answer.response())
                        .isFalse();
            }
        }
    }

    /** Where nothing is said of the world, nothing but the event can be why. */
    private static boolean forbidden(Sample sample, List<JsonNode> expected) {
        JsonNode expectation = sample.expectation().orElseThrow();
        return !expectation.has("given")
                && !DECIDED_BY_THE_PLAN.contains(sample.name())
                && (expected.isEmpty()
                        || expected.stream()
                                .allMatch(each -> NOT_CONTAINED.contains(
                                        each.path("outcome").asText())));
    }

    private static List<JsonNode> expected(Sample sample, Answer answer) {
        List<JsonNode> expected = new ArrayList<>();
        sample.expectation().orElseThrow().path("responses").forEach(each -> {
            if (each.path("response").asText().equals(answer.response())) {
                expected.add(each);
            }
        });
        return expected;
    }

    private static boolean isContained(JsonNode event, Answer answer) {
        return FindingReader.read(event) instanceof Finding finding
                && finding.targets().stream()
                        .filter(answer::contains)
                        .anyMatch(target -> Product.real().decide(answer, finding, target) instanceof Decision.Contain);
    }
}
