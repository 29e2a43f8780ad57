package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.localaws.Sweep;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call on a key with an error of every kind. */
final class FaultSweepTest extends InWorld {
    private record Call(String operation, int passing, int failing) {
        Call(String operation, int passing) {
            this(operation, passing, 1);
        }
    }

    /** Every call on a key in its order; those that are made again pass so often before they fail. */
    private static final List<Call> CALLS = List.of(
            new Call("GetAccessKeyLastUsed", 0),
            new Call("GetUser", 0),
            new Call("ListAccessKeys", 0),
            new Call("GetUserPolicy", 0),
            // Beside the case, and where that fails, once more before the write.
            new Call("GetUserPolicy", 1, 2),
            new Call("PutUserPolicy", 0),
            new Call("UpdateAccessKey", 0),
            new Call("GetUserPolicy", 2),
            new Call("ListAccessKeys", 1));

    private static Stream<Arguments> passing() {
        return Sweep.part(CALLS.stream()
                .flatMap(call -> Stream.of(
                        Arguments.of(call.operation(), call.passing(), call.failing(), 400, "Throttling"),
                        Arguments.of(call.operation(), call.passing(), call.failing(), 500, "InternalFailure"))));
    }

    private static Stream<Arguments> lasting() {
        return Sweep.part(CALLS.stream()
                .flatMap(call -> Stream.of(
                        Arguments.of(call.operation(), call.passing(), 403, "AccessDenied"),
                        Arguments.of(call.operation(), call.passing(), 400, "SomethingNew")))
                // Whose key it is shows the list of the user's keys then, see OwnerTest.
                .filter(each ->
                        !(each.get()[0].equals("GetAccessKeyLastUsed") && each.get()[3].equals("AccessDenied"))));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void comesAgainAfterAFaultThatPassesAndContainsThen(
            String operation, int passing, int failing, int status, String code) {
        world.faults.answer(operation, status, code, passing, failing);

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:" + operation + " on ")
                .hasMessageContaining(code)
                .hasMessageNotContaining("CONTAINED");
        world.faults.mend(operation);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("residualRisks")).isNotEmpty();
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(world.policies("alice")).containsEntry(policyName(key), denial(CUT_OFF));
    }

    @Test
    void goesOnWhereTheLookBesideTheCaseFails() {
        world.faults.answer("GetUserPolicy", 500, "InternalFailure", 1, 1);

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsEntry(policyName(key), denial(CUT_OFF));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void namesTheCallTheResourceAndTheErrorThatLastsAndContainsWhatItCan(
            String operation, int passing, int status, String code) {
        world.faults.answer(operation, status, code, passing, 9);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isIn("FAILED", "PARTIAL");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.matches(".*iam:" + operation + " on (alice/)?(alice|" + key + "): " + code));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("iam:" + operation));
    }
}
