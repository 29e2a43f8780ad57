package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.proof.privilege.Act.Script;
import dev.tourniquet.replay.world.Clients;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The self-test in the role of the template: it needs no right of its own, and misses each that it stands for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SelfTestPrivilegesTest {
    private final Account account = Account.withEveryOption();
    private LocalAws trunk;

    @BeforeAll
    void start() {
        trunk = LocalAws.fresh(Clients.services());
    }

    @AfterAll
    void end() {
        trunk.close();
    }

    static List<Act> acts() {
        return Stream.concat(
                        Acts.ofIsolateInstance().stream().limit(1),
                        Acts.ofTheOthers().stream().limit(3))
                .map(act -> act.as(Script.SELF_TEST))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("acts")
    void passesInTheRoleOfTheTemplateOnTheResourcesThatThisNames(Act act) {
        try (Ground ground = new Ground(trunk, account.template(), act)) {
            Ground.Run run = ground.run();

            assertThat(run.said().getLast().answer().at("/selfTest/passed").asBoolean())
                    .as(run.said().getLast().thrown())
                    .isTrue();
            Names names = Names.of(
                    ground.world().clients(),
                    account.template().account(),
                    account.template().region());
            assertThat(run.calls())
                    .flatExtracting(call -> new Requests(names).of(call))
                    .isNotEmpty()
                    .allMatch(
                            request -> account.decision(act.function(), request).isAllowed());
        }
    }

    @ParameterizedTest
    @MethodSource("acts")
    void failsAndNamesWhicheverOfItsActionsIsMissing(Act act) {
        try (Ground ground = new Ground(trunk, account.template(), act)) {
            Set<String> actions = ground.run().calls().stream()
                    .flatMap(call -> Actions.of(call).stream())
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(actions).hasSizeGreaterThan(4).allSatisfy(action -> {
                Said said = ground.run(Set.of(action), _ -> false).said().getLast();
                assertThat(said.thrown()).contains("SelfTestFailed", action + " on ");
                assertThat(said.log()).doesNotContain("SelfTests");
            });
        }
    }
}
