package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.plan.CallFailed;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;

/** Closing an interface again after its connections were cut. */
final class ClosingTest extends WithConnectionCut {
    @Test
    void closesAgainAndAgainAndThenSaysThatItMayBeOpen() {
        refuseToClose(0);

        assertThatThrownBy(() -> cut().cut(eni, network.vpc(), List.of(app), quarantine))
                .isInstanceOfSatisfying(CallFailed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(CallFailed.Kind.RETRYABLE);
                    assertThat(failed).hasMessageContaining("may be in the all-open group, UnauthorizedOperation");
                    assertThat(failed.resource()).isEqualTo(eni);
                });

        assertThat(moves).hasSizeGreaterThan(7);
    }

    @Test
    void beginsNoAttemptAfterFifteenSeconds() {
        refuseToClose(6);

        assertThatThrownBy(() -> cut().cut(eni, network.vpc(), List.of(app), quarantine))
                .hasMessageContaining("may be in the all-open group");

        assertThat(moves).containsExactly(open, quarantine, quarantine, quarantine);
    }

    @Test
    void closesByAnotherGroupWhereSomebodyDeletedTheFirst() {
        wire.beforeRequest(MODIFY, request -> {
            if (group(request).equals("sg-deleted")) {
                throw Wire.refusal("InvalidGroup.NotFound");
            }
        });

        assertThat(cut().cut(eni, network.vpc(), List.of(app), "sg-deleted")).isEmpty();

        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
    }

    @Test
    void comesBackForAnOpeningThatComesAboutAfterTheClosing() {
        faults.set(MODIFY, 2, Faults.Kind.LOST);
        Function function = cutting();
        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("no answer to the move into the all-open group");
        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
        world.move(eni, open);
        moves.clear();

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(moves).containsExactly(quarantine);
        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
    }

    @Test
    void asksOnceForTheOpeningAndComesBackWhereTheServiceDidNotSayWhatBecameOfIt() {
        Unsaid unsaid = new Unsaid();
        Function function = new Function(world, ON, wire, unsaid);

        assertThatThrownBy(() -> function.finding(instance)).hasMessageContaining("no answer to the move");

        assertThat(unsaid.attempts).isEqualTo(1);
        assertThat(world.groupsOf(eni)).containsExactly(quarantine);
        moves.clear();
        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
        assertThat(moves).containsExactly(quarantine);
    }

    /** Each call that does not open takes this long, and is refused. */
    private void refuseToClose(int seconds) {
        wire.beforeRequest(MODIFY, request -> {
            moves.add(group(request));
            if (!group(request).equals(open)) {
                now = now.plusSeconds(seconds);
                throw Wire.refusal("UnauthorizedOperation");
            }
        });
    }

    /** The service answers with a fault to whatever opens, which it carries out. */
    private final class Unsaid implements ExecutionInterceptor {
        private int attempts;

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (!opens(context)) {
                return context.httpResponse();
            }
            attempts++;
            return context.httpResponse().toBuilder().statusCode(500).build();
        }

        private boolean opens(Context.BeforeTransmission context) {
            return context.request() instanceof ModifyNetworkInterfaceAttributeRequest move
                    && move.groups().contains(open);
        }
    }
}
