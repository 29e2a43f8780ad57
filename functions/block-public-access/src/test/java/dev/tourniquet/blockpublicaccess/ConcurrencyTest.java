package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.accountFinding;
import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.findingOfType;
import static dev.tourniquet.blockpublicaccess.Events.macieFinding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.engine.RetryLater;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;

/** Two deliveries at once: both have read the state before either changes anything. */
final class ConcurrencyTest extends InWorld {
    @RepeatedTest(3)
    void closesOnceAndKeepsThePriorStateWhereAFindingIsDeliveredTwiceAtOnce() {
        world.publicBucket("tq-assets");
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        List<Optional<JsonNode>> reports = atOnce("GetPublicAccessBlock", finding("tq-assets"), finding("tq-assets"));

        assertThatOneContainedAndTheOtherComesAgain(reports);
        assertThat(outcome(world.report(finding("tq-assets")))).isEqualTo("ALREADY_CONTAINED");
        assertThat(world.release(contained(reports)).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @RepeatedTest(3)
    void dealsWithTwoDifferentFindingsOnOneBucketAtOnceInOneCase() {
        world.publicBucket("tq-assets");
        ObjectNode misuse = findingOfType("Exfiltration:S3/AnomalousBehavior", "tq-assets");
        ((ObjectNode) misuse.path("detail")).put("id", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        List<Optional<JsonNode>> reports = atOnce("GetPublicAccessBlock", macieFinding("tq-assets"), misuse);

        assertThatOneContainedAndTheOtherComesAgain(reports);
        JsonNode again = world.report(misuse);
        assertThat(outcome(again)).isEqualTo("ALREADY_CONTAINED");
        assertThat(again.path("caseId").asText())
                .isEqualTo(contained(reports).path("caseId").asText());
        assertThat(world.release(contained(reports)).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-assets")).isEmpty();
    }

    @RepeatedTest(3)
    void closesTheAccountOnceWhereItsFindingIsDeliveredTwiceAtOnce() {
        world.account().put(TWO_OF_FOUR);

        List<Optional<JsonNode>> reports = atOnce("control:GetPublicAccessBlock", accountFinding(), accountFinding());

        assertThatOneContainedAndTheOtherComesAgain(reports);
        assertThat(world.release(contained(reports)).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }

    /** The reports, empty where the delivery comes again. */
    private List<Optional<JsonNode>> atOnce(String read, ObjectNode one, ObjectNode other) {
        CyclicBarrier both = new CyclicBarrier(2);
        try (SideBySide threads = new SideBySide()) {
            return threads.map(List.of(one, other), event -> {
                Wire wire = new Wire();
                wire.meet(read, both);
                try {
                    return Optional.of(world.deliver(event, wire).at("/results/0/report"));
                } catch (RetryLater again) {
                    return Optional.empty();
                }
            });
        }
    }

    private static void assertThatOneContainedAndTheOtherComesAgain(List<Optional<JsonNode>> reports) {
        assertThat(reports).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(outcome(contained(reports))).isEqualTo("CONTAINED");
    }

    private static JsonNode contained(List<Optional<JsonNode>> reports) {
        return reports.stream().flatMap(Optional::stream).findFirst().orElseThrow();
    }
}
