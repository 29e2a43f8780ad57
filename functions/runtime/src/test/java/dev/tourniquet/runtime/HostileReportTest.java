package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.control.Controls;
import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.decision.Modes;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.Engine;
import dev.tourniquet.engine.ReleaseRequest;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.text.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A response that quotes, wherever it may, what an attacker wrote. */
final class HostileReportTest {
    private static final String EVIL = "\u001b[2J\r\n{\"kind\":\"outcome\"}\u202e\u009b\u2028\u0000";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Announcement> bus = new ArrayList<>();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Engine engine = Engine.of(
            new Quoting(),
            Controls.of(new Decider("123456789012", "us-east-1", Modes.of(Mode.ENFORCE), List.of("Trojan:EC2/"))),
            new Engine.Ports(
                    ledger,
                    ledger,
                    bus::add,
                    new JsonJournal(
                            "quote" + EVIL, new PrintStream(log, true, StandardCharsets.UTF_8), () -> NOW, () -> 0),
                    pause -> {},
                    new WatchedCalls(),
                    new ControlItems(null, "")));
    private final Worker worker = new Worker("r", NOW, NOW.plusSeconds(120), () -> NOW);

    @Test
    void reachesNobodyAsAnythingButText() {
        engine.responder().respond(finding(), worker);
        engine.releaser().release(new ReleaseRequest("quote/i-0123abcd/1", "x", "x", Set.of()), worker);

        assertThat(lines()).hasSize(4).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]+"));
        assertThat(lines().stream()
                        .map(line ->
                                Json.read(line, JsonNode.class).path("kind").asText()))
                .containsExactly("finding", "outcome", "finished", "release");
        assertThat(bus)
                .hasSize(2)
                .allSatisfy(told -> assertThat(texts(told.detail()))
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(text).isEqualTo(PlainText.of(text)))
                        .anySatisfy(text -> assertThat(text).contains("?[2J??{\"kind\"")));
    }

    @Test
    void keepsThePlanOutOfLogAndAnnouncement() {
        engine.responder().respond(finding(), worker);

        assertThat(String.join("", lines()) + Json.write(bus)).doesNotContain("the state before", "the state after");
    }

    @Test
    void takesNothingOfAnOperatorForMoreThanText() {
        engine.responder().respond(finding(), worker);
        bus.clear();

        engine.releaser()
                .release(
                        new ReleaseRequest("quote/i-0123abcd/1", EVIL.repeat(100), EVIL.repeat(100), Set.of()), worker);

        assertThat(texts(bus.getFirst().detail()))
                .allSatisfy(
                        text -> assertThat(text).isEqualTo(PlainText.of(text)).hasSizeLessThanOrEqualTo(1000));
        assertThat(lines().getLast()).matches("[\\x20-\\x7e]+");
        for (ReleaseRequest refused : List.of(
                new ReleaseRequest("quote/" + EVIL + "/1", "x", "x", Set.of()),
                new ReleaseRequest(EVIL, "x", "x", Set.of()),
                new ReleaseRequest("quote/i-0123abcd/1", "x", "x", Set.of(EVIL)))) {
            assertThatThrownBy(() -> engine.releaser().release(refused, worker))
                    .isInstanceOf(CommandRefused.class)
                    .satisfies(e -> assertThat(e.getMessage()).isEqualTo(PlainText.of(e.getMessage())));
        }
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(inner -> texts.addAll(texts(inner)));
        return texts;
    }

    private static Finding finding() {
        return new Finding(
                Source.GUARDDUTY,
                "f",
                "",
                "Trojan:EC2/DropPoint",
                8,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                false,
                false,
                null,
                1,
                "title",
                List.of(new Target.Instance("i-0123abcd", false)));
    }

    private static final class Quoting implements Response {
        @Override
        public String name() {
            return "quote";
        }

        @Override
        public boolean covers(Target target) {
            return true;
        }

        @Override
        public Target canary(String nonce) {
            return new Target.Instance("i-00000000000000000", false);
        }

        @Override
        public Thresholds thresholds(Target target) {
            return Thresholds.of(7);
        }

        @Override
        public Planning plan(Finding finding, Target target) {
            return new Planning.Planned(new Plan(
                    List.of(step("fails" + EVIL, Phase.CONTAIN), step("works" + EVIL, Phase.CONTAIN)),
                    List.of("risk " + EVIL),
                    List.of("next " + EVIL),
                    List.of("hit " + EVIL)));
        }

        private static Step step(String resource, Phase phase) {
            return new Step("quote", resource, phase, Json.tree("the state before"), Json.tree("the state after"));
        }

        @Override
        public List<String> remarks(Target target, Plan plan) {
            return List.of("remark " + EVIL);
        }

        @Override
        public StepAction action(String name) {
            return new QuotingAction();
        }
    }

    private static final class QuotingAction implements StepAction {
        @Override
        public String name() {
            return "quote";
        }

        @Override
        public JsonNode read(Step step) {
            return Json.tree("the state before");
        }

        @Override
        public void apply(Step step, String caseId) {
            if (step.resource().startsWith("fails")) {
                throw new CallFailed("ec2:X", EVIL, EVIL, CallFailed.Kind.DENIED, null);
            }
        }

        @Override
        public boolean holds(Step step, String caseId) {
            return true;
        }

        @Override
        public Restoration release(Step step, String caseId, Set<String> options) {
            return Restoration.kept("kept " + EVIL);
        }
    }
}
