package dev.tourniquet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.engine.ApprovalRequest;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.engine.Engine;
import dev.tourniquet.engine.ReleaseRequest;
import dev.tourniquet.engine.SelfTest;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.caller.Callers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator orders by direct invocation; IAM decides who may. A command is a JSON object whose field {@code command} names
 * it:
 *
 * <ul>
 *   <li>{@code release}: {@code caseId}, {@code reason}, {@code requestedBy}, {@code options} (a list; {@code force} overwrites what somebody changed since); answered with {@code released}
 *   <li>{@code approve}: {@code caseId}, {@code plan} (its hash), {@code signature}; answered with {@code results}
 *   <li>{@code retry}: {@code caseId}; answered with {@code results}
 *   <li>{@code switch}: {@code switch} ({@code pause} or {@code dry-run}), {@code on}, {@code reason}, {@code requestedBy}; answered with
 *       {@code switched}
 *   <li>{@code inspect}: {@code caseIds} (a list, at most 100); answered with {@code inspected}: how what these cases have changed stands in AWS
 *   <li>{@code redrive}: {@code letter}, {@code requestedBy}; answered as the event in the dead letter is, see {@link Redrive}
 *   <li>{@code self-test}: answered with {@code selfTest}, where it passed, see {@link dev.tourniquet.engine.SelfTester}
 *   <li>{@code search}: answered with {@code holdings}: all in the account that bears a mark of this system and that this function can find
 * </ul>
 *
 * <p>{@code requestedBy} is a claim, and on record as one. A {@code signature} under the command proves who gives it, see
 * {@link dev.tourniquet.runtime.caller.Signature}; an approval needs it.
 *
 * <p>What cannot be carried out is answered with {@code refused}, a sentence for a person, and {@code refusal}, a word for a program.
 */
final class Commands {
    private static final int MOST_CASES = 100;

    private final Engine engine;
    private final Callers callers;

    Commands(Engine engine, Callers callers) {
        this.engine = engine;
        this.callers = callers;
    }

    static boolean isCommand(JsonNode event) {
        return event.path("command").isTextual() && event.path("detail-type").isMissingNode();
    }

    /** Whether it tests the function: of all commands the one that is safe to give again, and that nobody gave. */
    static boolean isSelfTest(JsonNode event) {
        return isCommand(event) && event.path("command").textValue().equals(SelfTest.COMMAND);
    }

    /** @param functionArn that was invoked, with or without an alias */
    ObjectNode answer(JsonNode command, String functionArn, Worker worker) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        try {
            return switch (command.path("command").textValue()) {
                case "release" ->
                    answer.set("released", Json.tree(engine.releaser().release(release(command, functionArn), worker)));
                case "approve" ->
                    answer.set(
                            "results",
                            Json.tree(List.of(engine.approver().approve(approval(command, functionArn), worker))));
                case "retry" ->
                    answer.set(
                            "results", Json.tree(List.of(engine.responder().retry(text(command, "caseId"), worker))));
                case "switch" -> answer.set("switched", Json.tree(set(command, functionArn, worker)));
                case "inspect" ->
                    answer.set("inspected", Json.tree(engine.inspector().inspect(caseIds(command), worker)));
                case "search" ->
                    answer.set("holdings", Json.tree(engine.inspector().search()));
                case SelfTest.COMMAND ->
                    answer.set("selfTest", Json.tree(engine.selfTester().run(worker)));
                default ->
                    throw new CommandRefused(
                            Kind.BAD_REQUEST,
                            "unknown command; known are: approve, inspect, redrive, release, retry, search, self-test, switch");
            };
        } catch (CommandRefused refused) {
            return refused(refused);
        }
    }

    static ObjectNode refused(CommandRefused refused) {
        return Json.MAPPER
                .createObjectNode()
                .put("refused", refused.getMessage())
                .put("refusal", refused.kind().name());
    }

    private Object set(JsonNode command, String functionArn, Worker worker) {
        if (!command.path("on").isBoolean()) {
            throw new CommandRefused(Kind.BAD_REQUEST, "on is true or false");
        }
        Name name = switch (command.path("switch").asText("")) {
            case "pause" -> Name.PAUSE;
            case "dry-run" -> Name.DRY_RUN;
            default -> throw new CommandRefused(Kind.BAD_REQUEST, "switch is pause or dry-run");
        };
        return engine.switcher()
                .set(
                        name,
                        command.path("on").booleanValue(),
                        callers.of(command, functionArn),
                        reason(command),
                        worker);
    }

    private ApprovalRequest approval(JsonNode command, String functionArn) {
        return new ApprovalRequest(
                text(command, "caseId"), text(command, "plan"), callers.proved(command, functionArn));
    }

    private ReleaseRequest release(JsonNode command, String functionArn) {
        JsonNode named = command.path("options");
        if (!named.isMissingNode() && !named.isArray()) {
            throw new CommandRefused(Kind.BAD_REQUEST, "options is a list of names");
        }
        Set<String> options = new HashSet<>();
        named.forEach(option -> options.add(option.asText()));
        return new ReleaseRequest(
                command.path("caseId").asText(""), reason(command), callers.of(command, functionArn), options);
    }

    private static List<String> caseIds(JsonNode command) {
        JsonNode named = command.path("caseIds");
        if (!named.isArray() || named.size() > MOST_CASES) {
            throw new CommandRefused(Kind.BAD_REQUEST, "caseIds is a list of at most " + MOST_CASES);
        }
        return named.valueStream().map(JsonNode::asText).toList();
    }

    private static String reason(JsonNode command) {
        String reason = command.path("reason").asText("");
        if (reason.isBlank()) {
            throw new CommandRefused(Kind.BAD_REQUEST, "a reason is needed");
        }
        return reason;
    }

    private static String text(JsonNode command, String field) {
        if (!command.path(field).isTextual()) {
            throw new CommandRefused(Kind.BAD_REQUEST, field + " is missing");
        }
        return command.path(field).textValue();
    }
}
