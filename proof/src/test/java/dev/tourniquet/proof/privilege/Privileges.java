package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tourniquet.localaws.policy.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Plays acts, and compares what the functions called with what their roles in the template allow. {@code proof.removals} says of how
 * many grants a function is deprived, one at a time, drawn by {@code proof.seed}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Privileges {
    private final Account account;
    private final List<Act> acts;
    private Shown shown;

    Privileges(Account account, List<Act> acts) {
        this.account = account;
        this.acts = acts;
    }

    @BeforeAll
    void play() {
        shown = new Shown(account.template(), acts);
    }

    @AfterAll
    void end() {
        shown.close();
    }

    @TestFactory
    Stream<DynamicTest> aRoleMayDoWhatItsFunctionCallsAndNothingElse() {
        return each(function -> {
            Set<String> granted = account.granted(function);
            Set<String> unseen = Unseen.of(function);
            assertThat(Grants.faults(granted, shown.actions(function), unseen)).isEmpty();
            Explored.write(
                    function,
                    granted.size() + " actions granted, "
                            + shown.actions(function).size() + " shown by runs, " + unseen.size() + " explained, "
                            + removals(function).size() + " removals tried");
        });
    }

    @Test
    void noActIsIdle() {
        assertThat(shown.idle()).isEmpty();
    }

    /** The emulator looks at actions only; the policies' resources and conditions are evaluated here. */
    @TestFactory
    Stream<DynamicTest> aRoleAllowsEachCallOnItsResources() {
        return each(function -> assertThat(shown.requests(function))
                .isNotEmpty()
                .allMatch(request -> account.decision(function, request).isAllowed()));
    }

    @TestFactory
    Stream<DynamicTest> aRoleAllowsNothingBesides() {
        return each(function -> assertThat(shown.requests(function).stream()
                        .flatMap(request -> Outside.of(request).stream())
                        .filter(variation ->
                                account.decision(function, variation.request()).isAllowed())
                        .filter(variation -> !Wide.anyCovers(function, variation)))
                .isEmpty());
    }

    @Test
    void whatReachesFurtherThanItShouldHasAReasonThatIsStillNeeded() {
        assertThat(Arrays.stream(Wide.values())
                        .filter(wide -> shown.functions().stream().anyMatch(wide::isOf)))
                .allMatch(this::isNeeded);
    }

    private boolean isNeeded(Wide wide) {
        return shown.functions().stream()
                .filter(wide::isOf)
                .anyMatch(function -> shown.requests(function).stream()
                        .flatMap(request -> Outside.of(request).stream())
                        .anyMatch(variation -> wide.covers(function, variation)
                                && account.decision(function, variation.request())
                                        .isAllowed()));
    }

    /** Each action on each resource, by the conditions of its statement. */
    @TestFactory
    Stream<DynamicTest> noPartOfAStatementIsUnused() {
        return each(function -> {
            Set<String> unseen = Unseen.of(function);
            assertThat(account.parts(function)
                            .filter(part -> !unseen.contains(part.action()))
                            .filter(part -> !part.isUsedBy(shown.requests(function)))
                            .map(Part::toString))
                    .containsExactlyInAnyOrderElementsOf(Open.of(function));
        });
    }

    /** Otherwise the role could name the resource. */
    @TestFactory
    Stream<DynamicTest> whatIsGrantedOnEverythingKnowsNoResource() {
        return each(function -> {
            List<String> everything = account.parts(function)
                    .filter(part -> part.resource().equals("*"))
                    .map(Part::action)
                    .toList();
            assertThat(shown.requests(function))
                    .filteredOn(request -> everything.contains(request.action()))
                    .extracting(Request::resource)
                    .allMatch("*"::equals);
        });
    }

    @TestFactory
    Stream<DynamicTest> aGrantThatIsMissedIsNamed() {
        return shown.functions().stream()
                .flatMap(function -> removals(function).stream()
                        .map(action -> dynamicTest(
                                function + " without " + action,
                                () -> assertThat(effect(function, action)).contains(Expected.of(function, action)))));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsExpectedOfACallThatIsNotMade() {
        return each(function -> assertThat(shown.actions(function)).containsAll(Expected.exceptions(function)));
    }

    private Optional<Effect> effect(String function, String action) {
        Ground ground = shown.ground(function, action);
        Ground.Run run =
                ground.run(Set.of(action), said -> Effect.of(said, action).isPresent());
        Optional<Effect> effect = Effect.of(run.said().getLast(), action);
        if (effect.filter(Effect.WAITING::equals).isPresent()) {
            assertThat(ground.waiting()).isPositive();
        }
        return effect;
    }

    private List<String> removals(String function) {
        List<String> all = new ArrayList<>(shown.actions(function));
        Collections.shuffle(all, new Random(Long.getLong("proof.seed", 1)));
        return all.subList(0, Math.min(all.size(), Integer.getInteger("proof.removals", 1_000_000)));
    }

    private Stream<DynamicTest> each(Judgement judgement) {
        return shown.functions().stream().map(function -> dynamicTest(function, () -> judgement.of(function)));
    }

    private interface Judgement {
        void of(String function);
    }
}
