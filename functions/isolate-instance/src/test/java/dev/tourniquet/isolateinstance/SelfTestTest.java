package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.SelfTestFailed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** That the self-test passes, and that it sees what a plan does without. */
final class SelfTestTest extends InWorld {
    @BeforeEach
    void cutConnections() {
        function = new Function(world, WithConnectionCut.ON, wire);
        wire.forget();
    }

    private JsonNode test() {
        return function.order("self-test").path("selfTest");
    }

    @Test
    void asksWhatAPlanAsksFirstAndChangesNothingButItsItem() {
        JsonNode passed = test();

        assertThat(passed.path("passed").asBoolean()).isTrue();
        assertThat(passed.path("found").asText()).isEqualTo("i-00000000000000000 does not exist");
        assertThat(passed.path("reads").valueStream().map(JsonNode::asText))
                .containsExactly(
                        "autoscaling:DescribeAutoScalingInstances",
                        "ec2:DescribeInstances",
                        "ec2:DescribeSecurityGroups");
        assertThat(wire.changes()).isEmpty();
        assertThat(wire.count("PutItem")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "approve", "enforce"})
    void passesInEveryMode(String mode) {
        function = new Function(world, wire, mode);

        assertThat(test().path("passed").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeInstances, ec2:DescribeInstances",
        "DescribeSecurityGroups, ec2:DescribeSecurityGroups",
        "DescribeAutoScalingInstances, autoscaling:DescribeAutoScalingInstances",
        "PutItem, dynamodb:PutItem",
        "Query, dynamodb:Query"
    })
    void failsAndNamesTheActionThatIsDenied(String operation, String action) {
        function = new Function(world, WithConnectionCut.ON, wire, new Denied(operation));

        assertThatThrownBy(this::test)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining(action + " on ")
                .hasMessageContaining("UnauthorizedOperation")
                .hasMessageContaining("refuses " + action);
        assertThat(wire.changes()).isEmpty();
    }

    /** As AWS denies: where the call arrives. */
    private record Denied(String operation) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME).equals(operation)) {
                throw Wire.refusal("UnauthorizedOperation");
            }
        }
    }
}
