package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.localaws.Sweep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.model.Role;

/** Every call on IAM, answered with every kind of error. */
final class SweepTest extends InWorld {
    private static final int FOR_EVER = 1_000;

    static Stream<Arguments> errorsOfEachCall() {
        return Sweep.part(Stream.of(
                        "GetRole",
                        "GetRolePolicy",
                        "ListRolePolicies",
                        "ListInstanceProfilesForRole",
                        "PutRolePolicy",
                        "DeleteRolePolicy")
                .flatMap(call -> Stream.of(
                        Arguments.of(call, 403, "AccessDenied"),
                        Arguments.of(call, 400, "NeverHeardOf"),
                        Arguments.of(call, 400, "Throttling"),
                        Arguments.of(call, 500, "ServiceFailure"))));
    }

    @ParameterizedTest
    @MethodSource("errorsOfEachCall")
    void saysWhatFailedAndNeverThatItContainedWhatItDidNot(String call, int status, String code) {
        Role role = world.role("web");
        world.faults.answer(call, status, code, FOR_EVER);
        String named = "iam:" + call + " on web: " + code;
        try {
            JsonNode report = world.report(finding(role, "alice"));

            Outcome.Kind outcome = Outcome.Kind.valueOf(report.path("outcome").asText());
            boolean asked = world.faults.calls().contains(call);
            assertThat(outcome == Outcome.Kind.CONTAINED)
                    .isEqualTo(world.policies("web").containsKey(ROLE_POLICY));
            assertThat(outcome).isIn(Outcome.Kind.CONTAINED, Outcome.Kind.FAILED);
            assertThat(report.toString().contains(named)).isEqualTo(asked);
        } catch (RetryLater again) {
            assertThat(again).hasMessageContaining(named);
            assertThat(List.of("Throttling", "ServiceFailure")).contains(code);
        }
    }

    @ParameterizedTest
    @MethodSource("errorsOfEachCall")
    void releasesOrSaysWhatKeptItFromIt(String call, int status, String code) {
        JsonNode report = world.report(finding(world.role("web"), "alice"));
        world.faults.answer(call, status, code, FOR_EVER);

        JsonNode released = world.release(report).path("released");

        boolean needed = Arrays.asList("GetRolePolicy", "DeleteRolePolicy").contains(call);
        assertThat(released.path("complete").asBoolean()).isEqualTo(!needed);
        assertThat(released.at("/steps/0/result").asText()).isEqualTo(needed ? "FAILED" : "RESTORED");
        assertThat(released.at("/steps/0/note").asText().contains("iam:" + call + " on web: " + code))
                .isEqualTo(needed || call.equals("ListRolePolicies"));
        assertThat(world.policies("web").containsKey(ROLE_POLICY)).isEqualTo(needed);
    }
}
