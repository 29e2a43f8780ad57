package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.Holding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in place, by both accounts of it: the functions look in AWS for what bears a mark, and at what active cases changed.
 * Marks are looked for first. A case is on record before it changes anything, so what has no case then has none.
 */
final class Inventory {
    /** So many cases can be looked at in one invocation. */
    private static final int AT_ONCE = 10;

    private static final String MARKS = "what bears a mark";

    private final Deployed deployed;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<Holding> recorded = new HashSet<>();

    /** How something stands. */
    enum State {
        IN_PLACE,
        OVER,
        NOT_IN_PLACE,
        NOT_ON_RECORD,
        UNREAD;

        boolean isDrift() {
            return this != IN_PLACE && this != OVER;
        }
    }

    /**
     * One thing.
     *
     * @param caseId empty where no case has put it there
     */
    record Row(String response, State state, String what, String caseId, String note) {}

    private Inventory(Deployed deployed) {
        this.deployed = deployed;
    }

    static List<Row> take(Deployed deployed) {
        return new Inventory(deployed).take();
    }

    private List<Row> take() {
        Map<Holding, String> found = new LinkedHashMap<>();
        for (String response : deployed.responses()) {
            asked(response, MARKS, () -> search(response).forEach(each -> found.putIfAbsent(each, response)));
        }
        if (missing.containsAll(deployed.responses())) {
            throw new OrderFailed(
                    Exit.CANNOT_RUN,
                    "no function of Tourniquet is deployed in " + deployed.place() + ": is it the right Region?");
        }
        for (String response : deployed.responses()) {
            List<String> active = new ArrayList<>();
            deployed.ledger()
                    .listed(response, Case.Status.ACTIVE)
                    .forEach(each -> active.add(each.id().toString()));
            for (int start = 0; start < active.size(); start += AT_ONCE) {
                List<String> some = active.subList(start, Math.min(start + AT_ONCE, active.size()));
                asked(response, String.join(", ", some), () -> inspect(response, some));
            }
        }
        found.forEach((holding, response) -> {
            if (!recorded.contains(holding)) {
                rows.add(new Row(response, State.NOT_ON_RECORD, words(holding), "", ""));
            }
        });
        return List.copyOf(rows);
    }

    /** A function that cannot be asked keeps no other from answering. */
    private void asked(String response, String what, Runnable question) {
        try {
            question.run();
        } catch (OrderFailed failed) {
            if (failed.isNotDeployed() && what.equals(MARKS)) {
                missing.add(response);
                return;
            }
            rows.add(new Row(response, State.UNREAD, what, "", String.valueOf(failed.getMessage())));
        }
    }

    private List<Holding> search(String response) {
        JsonNode holdings = Answers.of(deployed.order(response, Operation.command("search", deployed)), "holdings");
        return List.of(Json.as(holdings, Holding[].class));
    }

    private void inspect(String response, List<String> caseIds) {
        ObjectNode command = Operation.command("inspect", deployed);
        caseIds.forEach(command.putArray("caseIds")::add);
        for (JsonNode each : Answers.of(deployed.order(response, command), "inspected")) {
            String caseId = each.path("caseId").asText();
            String note = each.path("note").asText();
            if (!note.isEmpty()) {
                rows.add(new Row(response, State.UNREAD, "the case", caseId, note));
            }
            each.path("steps").forEach(step -> step(response, caseId, step));
        }
    }

    private void step(String response, String caseId, JsonNode step) {
        if (step.path("holding").isObject()) {
            recorded.add(Json.as(step.path("holding"), Holding.class));
        }
        rows.add(new Row(
                response,
                State.valueOf(step.path("state").asText()),
                step.path("action").asText() + " " + step.path("resource").asText(),
                caseId,
                step.path("note").asText()));
    }

    private static String words(Holding holding) {
        String[] parts = holding.name().split("/", 2);
        return switch (holding.kind()) {
            case QUARANTINED_INTERFACE -> "network interface " + holding.name() + " is in a quarantine group";
            case OPEN_INTERFACE ->
                "network interface " + holding.name() + " is in the all-open group, which lets everything through";
            case ROLE_POLICY -> "inline policy " + parts[1] + " of role " + parts[0];
            case USER_POLICY -> "inline policy " + parts[1] + " of user " + parts[0];
        };
    }
}
