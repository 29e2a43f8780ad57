package dev.tourniquet.republishoutcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.control.Switches;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepublishOutcomesHandlerTest {
    private static final Instant SETTLED = Instant.parse("2026-10-22T17:00:00Z");

    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void publishesAnOutcomeThatWaitedAndMarksItsCase() {
        Case waiting = waiting("i-0abc1234");

        assertThat(run()).isEqualTo("{\"published\":1,\"waiting\":0}");

        assertThat(world.delivered()).singleElement().satisfies(event -> {
            assertThat(event.path("source").asText()).isEqualTo("tourniquet");
            assertThat(event.path("detail-type").asText()).isEqualTo("Containment Outcome");
            assertThat(event.at("/detail/target").asText()).isEqualTo("i-0abc1234");
        });
        Case marked = world.ledger().find(waiting.id()).orElseThrow();
        assertThat(marked.outbox()).isEmpty();
        assertThat(marked.version()).isEqualTo(waiting.version() + 1);
        assertThat(marked.announcement()).isEqualTo(waiting.announcement());
    }

    @Test
    void publishesNothingASecondTime() {
        waiting("i-0abc1234");
        run();
        world.delivered();

        assertThat(run()).isEqualTo("{\"published\":0,\"waiting\":0}");
        assertThat(world.delivered()).isEmpty();
    }

    @Test
    void publishesWhateverResponseACaseIsOf() {
        waiting("i-0abc1234");
        waiting("AROAQSTHRZDWHBEXAMPLE:i-04bdc871435eda81b");
        waiting("tq-assets");

        assertThat(run()).isEqualTo("{\"published\":3,\"waiting\":0}");
        assertThat(world.delivered()).hasSize(3);
    }

    @Test
    void failsWhereAnOutcomeCannotBePublishedAndMakesUpForItLater() {
        waiting("i-0abc1234");
        world.environment.put("TOURNIQUET_BUS", "no-such-bus");

        assertThatThrownBy(this::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{\"published\":0,\"waiting\":1}");

        world.environment.put("TOURNIQUET_BUS", "tourniquet");
        assertThat(run()).isEqualTo("{\"published\":1,\"waiting\":0}");
    }

    @Test
    void failsWhereTheLedgerCannotBeRead() {
        world.environment.put("TOURNIQUET_LEDGER", "no-such-table");

        assertThatThrownBy(this::run)
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("dynamodb:Query on no-such-table/index/outbox");
    }

    @Test
    void writesWhatWaitsForPeopleAndWhatIsSwitchedForEachResponse() {
        world.environment.put("TOURNIQUET_RESPONSES", "isolate-instance,revoke-sessions");
        asked("i-1", Case.Status.WAITING);
        asked("i-2", Case.Status.HELD);
        asked("i-3", Case.Status.CLOSED);
        waiting("i-4");
        world.switchboard()
                .replace(
                        "revoke-sessions",
                        Switches.NONE.with(Switches.Name.PAUSE, new Switches.Setting("alice", "incident", SETTLED)));

        List<JsonNode> lines = world.log(this::run).stream()
                .filter(line -> line.path("kind").asText().equals("standing"))
                .toList();

        assertThat(lines)
                .extracting(line -> line.path("Response").asText())
                .containsExactly("isolate-instance", "revoke-sessions");
        assertThat(lines.getFirst().path("WaitingApprovals").asInt()).isEqualTo(2);
        assertThat(lines.getFirst().path("Paused").asInt(-1)).isZero();
        assertThat(lines.getLast().path("Paused").asInt()).isEqualTo(1);
        assertThat(lines.getLast().path("DryRunSwitched").asInt(-1)).isZero();
        assertThat(lines.getLast().at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
                .containsExactlyInAnyOrder("WaitingApprovals", "Paused", "DryRunSwitched");
    }

    @Test
    void countsNoMoreThanAHundred() {
        world.environment.put("TOURNIQUET_RESPONSES", "isolate-instance");
        for (int i = 0; i < 103; i++) {
            asked("i-" + i, Case.Status.WAITING);
        }

        assertThat(world.log(this::run).getFirst().path("WaitingApprovals").asInt())
                .isEqualTo(Gauges.MOST);
    }

    @Test
    void publishesAlthoughWhatIsSwitchedCannotBeRead() {
        world.environment.put("TOURNIQUET_RESPONSES", "isolate-instance");
        waiting("i-1");
        world.spoilSwitches("isolate-instance");

        assertThat(world.log(() -> assertThat(run()).isEqualTo("{\"published\":1,\"waiting\":0}")))
                .anySatisfy(line -> assertThat(line.path("what").asText()).contains("not known"));
    }

    private void asked(String target, Case.Status status) {
        world.ledger()
                .create(Case.open(
                                new CaseId("isolate-instance", target, 1), status, "finding", Plan.EMPTY, null, SETTLED)
                        .withApproval(Case.Approval.of(Plan.EMPTY, SETTLED)));
    }

    @Test
    void namesTheVariableThatIsMissing() {
        world.environment.remove("TOURNIQUET_BUS");

        assertThatThrownBy(world::function).hasMessageContaining("TOURNIQUET_BUS");
    }

    private String run() {
        Context context = mock(Context.class);
        when(context.getAwsRequestId()).thenReturn("schedule");
        when(context.getRemainingTimeInMillis()).thenReturn(30_000);
        return world.function().handleRequest(new ScheduledEvent(), context);
    }

    private Case waiting(String target) {
        Case waiting = Case.open(
                        new CaseId("isolate-instance", target, 1),
                        Case.Status.CLOSED,
                        "finding",
                        Plan.EMPTY,
                        null,
                        SETTLED)
                .settled(new Announcement(Announcement.OUTCOME, Json.tree(Map.of("target", target))));
        world.ledger().create(waiting);
        return waiting;
    }
}
