package dev.tourniquet.replay.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.replay.operate.Inventory.Row;
import dev.tourniquet.replay.operate.Inventory.State;
import dev.tourniquet.runtime.DeadLetterItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The two accounts of what is in place, put together. */
final class InventoryTest {
    private static final String ISOLATED = "isolate-instance/i-0123456789abcdef0/1";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Map<String, String> answers = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final List<String> orders = new ArrayList<>();

    private final class Fake implements Deployed {
        @Override
        public String place() {
            return "nowhere";
        }

        @Override
        public String caller() {
            return "alice";
        }

        @Override
        public List<String> responses() {
            return List.of("isolate-instance", "revoke-sessions");
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public DeadLetterItems deadLetters() {
            throw new UnsupportedOperationException("an inventory reads no dead letter");
        }

        @Override
        public JsonNode order(String response, ObjectNode command) {
            String name = command.path("command").asText();
            orders.add(response + " " + name + " " + command.path("caseIds").size());
            String answer = answers.get(response + " " + name);
            if (missing.contains(response)) {
                throw OrderFailed.notDeployed("tourniquet-" + response);
            }
            if (answer == null && name.equals("search")) {
                return Json.read("{\"holdings\":[]}", JsonNode.class);
            }
            if (answer == null) {
                throw new OrderFailed(Exit.DENIED, "not allowed to invoke " + response);
            }
            return Json.read(answer, JsonNode.class);
        }

        @Override
        public void close() {}
    }

    private void active(String id) {
        ledger.create(Case.open(
                CaseId.parse(id),
                Case.Status.ACTIVE,
                "finding",
                Plan.EMPTY,
                null,
                Instant.parse("2026-11-26T03:00:00Z")));
    }

    private static String inspected(String state, String holding) {
        return """
                {"inspected":[{"caseId":"%s","status":"ACTIVE","note":"","steps":[
                  {"action":"revoke-instance-session","resource":"profile","state":"%s","holding":%s,"note":""}]}]}
                """.formatted(ISOLATED, state, holding);
    }

    private List<Row> take() {
        return Inventory.take(new Fake());
    }

    @Test
    void findsAPolicyOnRecordWhicheverResponseFindsItAndWhicheverHasTheCase() {
        String holding = "{\"kind\":\"ROLE_POLICY\",\"name\":\"web/tourniquet-revoke-i-0\"}";
        active(ISOLATED);
        answers.put("isolate-instance inspect", inspected("IN_PLACE", holding));
        answers.put("revoke-sessions search", "{\"holdings\":[" + holding + "]}");

        assertThat(take()).extracting(Row::state).containsExactly(State.IN_PLACE);
    }

    @Test
    void namesWhatIsThereWithoutACaseAndWhatIsOnRecordButNotThere() {
        active(ISOLATED);
        answers.put("isolate-instance inspect", inspected("NOT_IN_PLACE", "null"));
        answers.put(
                "revoke-sessions search",
                "{\"holdings\":[{\"kind\":\"ROLE_POLICY\",\"name\":\"web/tourniquet-revoke-i-0\"}]}");

        assertThat(take()).extracting(Row::state).containsExactly(State.NOT_IN_PLACE, State.NOT_ON_RECORD);
        assertThat(take().getLast().what()).isEqualTo("inline policy tourniquet-revoke-i-0 of role web");
    }

    @Test
    void callsNothingRightThatItCouldNotAskFor() {
        active(ISOLATED);

        assertThat(take()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(State.UNREAD);
            assertThat(row.what()).contains(ISOLATED);
            assertThat(row.note()).contains("not allowed");
        });
    }

    @Test
    void asksForManyCasesInPortions() {
        for (int i = 0; i < 23; i++) {
            active("isolate-instance/i-%017x/1".formatted(i));
        }
        take();

        assertThat(orders)
                .filteredOn(order -> order.contains("inspect"))
                .containsExactly(
                        "isolate-instance inspect 10", "isolate-instance inspect 10", "isolate-instance inspect 3");
    }

    @Test
    void missesNoFunctionThatIsNotDeployedUnlessItHasACase() {
        missing.add("isolate-instance");
        assertThat(take()).isEmpty();

        active(ISOLATED);
        assertThat(take()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(State.UNREAD);
            assertThat(row.note()).contains("not deployed");
        });
    }

    @Test
    void doesNotCallAPlaceEmptyWhereNothingIsDeployed() {
        missing.addAll(List.of("isolate-instance", "revoke-sessions"));

        assertThatThrownBy(this::take).isInstanceOf(OrderFailed.class).hasMessageContaining("right Region");
    }

    @Test
    void isEmptyWhereNothingIsInPlace() {
        assertThat(take()).isEmpty();
    }
}
