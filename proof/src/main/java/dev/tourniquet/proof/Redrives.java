package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.tourniquet.replay.world.WorldState;
import dev.tourniquet.runtime.DeadLetter.SentAgain;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * An event that was given up comes out of the dead-letter queue, and an operator has it handled again: faults on the calls by which it is
 * kept, and on those of the order. The queue delivers until it may forget, the operator orders until it is done. The letter is at rest only
 * where its target is contained, and waits otherwise; whatever the operator is told is announced.
 */
final class Redrives extends InParts {
    private static final String KEEPING = "keeping of the letter";
    private static final String REDRIVE = "redrive";
    private static final Duration WAIT = Duration.ofMinutes(3);

    private final Announcements announcements;
    private final LetterInQueue letter;
    private final Reference reference;
    private final Map<String, Instant> cutOffs = new TreeMap<>();

    /** Over a scene that is closed with it. */
    Redrives(Scene scene) {
        this(scene, new Announcements());
    }

    private Redrives(Scene scene, Announcements announcements) {
        super(scene, new Stand(scene, Map.of(), announcements::before));
        this.announcements = announcements;
        this.letter = new LetterInQueue(scene, stand);
        WorldState before = stand.state();
        parts.rehearse(KEEPING, letter::deliver);
        parts.rehearse(REDRIVE, this::redrive);
        this.reference = Reference.of(before, stand.state(), Set.of());
        if (letter.sentAgain().isEmpty() || announcements.heard().size() != 2) {
            throw new IllegalStateException(
                    "without a fault it ends in " + letter.onRecord() + ", announced as " + announcements.heard());
        }
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        parts.begin();
        announcements.forget();
        cutOffs.clear();
        List<String> violations = new ArrayList<>();
        JsonNode forgotten = parts.run(trial, KEEPING, this::queue);
        mustWait(forgotten.asBoolean(), violations);
        JsonNode answer =
                parts.run(trial, REDRIVE, () -> operator.insist(_ -> judged(violations), Redrives::isDone, WAIT));
        if (!isDone(answer)) {
            violations.add("ordered again and again, and it ends in " + answer);
        }
        violations.addAll(trial.untried(parts.met()));
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        stand.invoke(scene.functions().get("tourniquet-republish-outcomes"), "{}", "republish", stand.network);
        mustBeDone(trial, violations);
        mustStayDone(violations);
        operator.releaseAll();
        violations.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        return violations;
    }

    /** Delivers until it may forget. */
    private JsonNode queue() {
        return operator.insist(_ -> BooleanNode.valueOf(letter.deliver()), JsonNode::asBoolean, WAIT);
    }

    private void mustWait(boolean forgotten, List<String> violations) {
        if (!forgotten || !letter.waits()) {
            violations.add("forgotten by the queue: " + forgotten + ", and on record is " + letter.onRecord());
        }
        long told = announcements.ways("FAILED " + letter.id() + " ");
        if (told != 1) {
            violations.add("told of the letter in " + told + " ways: " + announcements.heard());
        }
        reference.unreleased(stand.state(), stand.now()).stream()
                .map(difference -> "before anybody ordered it, " + difference)
                .forEach(violations::add);
    }

    private JsonNode redrive() {
        JsonNode answer = operator.order("redrive", Map.of("letter", letter.id().toString()));
        announcements.expect(answer);
        return answer;
    }

    /** Contained, or refused since it was before: {@link #judged} sees to it that this is true. */
    private static boolean isDone(JsonNode answer) {
        return answer.has("refused") || Said.contained(answer);
    }

    private JsonNode judged(List<String> violations) {
        JsonNode answer = redrive();
        WorldState state = stand.state();
        violations.addAll(reference.strays(state, stand.network.isDead()));
        violations.addAll(containedAnew(state));
        Optional<SentAgain> rest = letter.sentAgain();
        if ((!answer.isMissingNode() && isDone(answer) != rest.isPresent()) || letter.waits() == rest.isPresent()) {
            violations.add("at rest: " + rest + ", waiting: " + letter.waits() + ", and the answer is " + answer);
        }
        rest.ifPresent(sent -> mustBeTrue(sent, state, violations));
        return answer;
    }

    /** Policies whose cut-off is another than when they were first seen. */
    private List<String> containedAnew(WorldState state) {
        return Accounts.cutOffs(state).entrySet().stream()
                .filter(found ->
                        !found.getValue().equals(cutOffs.computeIfAbsent(found.getKey(), _ -> found.getValue())))
                .map(found -> "contained a second time: " + found + ", first " + cutOffs.get(found.getKey()))
                .toList();
    }

    private void mustBeTrue(SentAgain rest, WorldState state, List<String> violations) {
        reference.uncontained(state).stream()
                .map(difference -> "at rest, and " + difference)
                .forEach(violations::add);
        boolean contained = Said.allContained(rest.outcomes().stream()
                .map(outcome -> outcome.substring(0, outcome.indexOf(' ')))
                .toList());
        // Where the answer was lost the operator reads it there.
        rest.outcomes().forEach(outcome -> stand.cases.add(outcome.substring(outcome.indexOf(' ') + 1)));
        if (!contained || !Operator.is(rest.by())) {
            violations.add("at rest with this on record: " + rest);
        }
    }

    /**
     * The target is contained once, the letter at rest, and all that the operator was told is announced. An outcome that could not be put
     * on record is told all the same, and so is that of the order after it.
     */
    private void mustBeDone(Trial trial, List<String> violations) {
        letter.sentAgain()
                .ifPresentOrElse(
                        rest -> mustBeTrue(rest, stand.state(), violations),
                        () -> violations.add("in the end the letter still waits"));
        announcements.missing().forEach(report -> violations.add("never announced: " + report));
        long contained = announcements.ways("CONTAINED ");
        boolean unrecorded = trial.part().equals(REDRIVE) && trial.concerns("PutItem");
        if (letter.cases() != 1 || contained == 0 || (contained > 1 && !unrecorded)) {
            violations.add(letter.cases() + " cases, announced in these ways: " + announcements.heard());
        }
    }

    /** The operator orders it once more, and the queue delivers it once more: neither changes anything. */
    private void mustStayDone(List<String> violations) {
        Optional<Kept> kept = letter.onRecord();
        WorldState account = stand.state();
        int announced = announcements.count();
        JsonNode again = redrive();
        boolean forgotten = letter.deliver();
        if (!again.path("refusal").asText().equals("NOTHING_TO_DO") || !forgotten) {
            violations.add("ordered once more it comes to " + again + ", forgotten by the queue: " + forgotten);
        }
        if (!letter.onRecord().equals(kept)
                || announcements.count() != announced
                || !account.differences(stand.state()).isEmpty()) {
            violations.add("stirred at rest: " + letter.onRecord() + ", " + announcements.heard());
        }
    }

    /** From now on the functions have this bug. */
    Redrives plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
    }
}
