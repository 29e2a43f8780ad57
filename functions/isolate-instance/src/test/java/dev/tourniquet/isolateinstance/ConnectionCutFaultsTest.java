package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tourniquet.isolateinstance.Faults.Kind;
import dev.tourniquet.localaws.Sweep;
import dev.tourniquet.plan.Step;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong while connections are cut: only the end of the process leaves an interface open, until the next delivery. */
final class ConnectionCutFaultsTest extends WithConnectionCut {
    /** The first move closes the interface, the second opens it, and the third closes it again. */
    static Stream<Arguments> faults() {
        Stream<Arguments> moves = IntStream.rangeClosed(1, 3)
                .boxed()
                .flatMap(number -> Stream.of(Kind.values()).map(kind -> Arguments.of(MODIFY, number, kind)));
        Stream<Arguments> reads = Stream.of(Kind.REFUSED, Kind.LOST, Kind.DEATH_BEFORE)
                .flatMap(kind -> Stream.of(
                        Arguments.of("DescribeNetworkInterfaces", 1, kind),
                        Arguments.of("DescribeNetworkInterfaces", 2, kind),
                        Arguments.of("DescribeSecurityGroups", 1, kind),
                        Arguments.of("DescribeSecurityGroups", 2, kind),
                        Arguments.of("DescribeSecurityGroups", 3, kind)));
        return Sweep.part(Stream.concat(moves, reads));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void neverLeavesAnInterfaceOpen(String operation, int number, Kind kind) {
        Step step = QuarantineInterface.step(
                world.describe(instance).networkInterfaces().getFirst(), QuarantineGroup.NAME);
        String caseId = "isolate-instance/" + instance + "/1";
        faults.set(operation, number, kind);

        Throwable thrown = catchThrowable(() -> step().apply(step, caseId));

        assertThat(faults.fired()).isTrue();
        boolean died = kind == Kind.DEATH_BEFORE || kind == Kind.DEATH_AFTER;
        if (died) {
            assertThat(thrown).isNotNull();
        }
        boolean leftOpen = world.groupsOf(eni).contains(open);
        assertThat(leftOpen).as("left open after " + moves).isEqualTo(leavesOpen(operation, number, kind));

        faults.mend();
        moves.clear();
        boolean closed = world.groupsOf(eni).contains(quarantine);
        assertThat(step().holds(step, caseId)).isEqualTo(closed);
        step().apply(step, caseId);
        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
        assertThat(step().holds(step, caseId)).isTrue();
        if (closed || leftOpen) {
            assertThat(moves).containsExactly(quarantine);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ANSWER_LOST", "2, REFUSED", "2, ANSWER_LOST", "2, DEATH_AFTER", "3, THROTTLED", "3, DEATH_BEFORE"})
    void isClosedAfterTheNextDelivery(int number, Kind kind) {
        faults.set(MODIFY, number, kind);

        Throwable thrown = catchThrowable(() -> cutting().finding(instance));

        assertThat(faults.fired()).isTrue();
        assertThat(world.groupsOf(eni).contains(open)).isEqualTo(leavesOpen(MODIFY, number, kind));
        if (leavesOpen(MODIFY, number, kind)) {
            Wire.killed(thrown);
        }
        faults.mend();
        assertThat(outcome(cutting().finding(instance))).isIn("CONTAINED", "ALREADY_CONTAINED");
        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
    }

    private static boolean leavesOpen(String operation, int number, Kind kind) {
        return operation.equals(MODIFY)
                && ((number == 2 && kind == Kind.DEATH_AFTER) || (number == 3 && kind == Kind.DEATH_BEFORE));
    }
}
