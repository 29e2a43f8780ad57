package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.RetryLater;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Every call that an isolation makes, answered with every kind of error. */
final class SweepTest extends InWorld {
    private static final Map<String, String> ON = Map.of("TOURNIQUET_CUT_CONNECTIONS", "true");

    /** A case that reached the ledger is published later where the bus fails: its outcome says nothing of it. */
    private static final String PUBLICATION = "PutEvents";

    private static final List<String> CALLS = List.of(
            "AuthorizeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "CreateSecurityGroup",
            "CreateSnapshots",
            "CreateTags",
            "DeregisterTargets",
            "DescribeAutoScalingInstances",
            "DescribeInstanceAttribute",
            "DescribeInstances",
            "DescribeNetworkInterfaces",
            "DescribeSecurityGroups",
            "DescribeSnapshots",
            "DescribeTargetGroups",
            "DescribeTargetHealth",
            "DetachInstances",
            "GetConsoleOutput",
            "GetConsoleScreenshot",
            "ModifyInstanceAttribute",
            "ModifyNetworkInterfaceAttribute",
            PUBLICATION,
            "PutItem",
            "Query",
            "RevokeSecurityGroupEgress",
            "RevokeSecurityGroupIngress");

    private static final Pattern OUTCOME = Pattern.compile(
            Stream.of(Outcome.Kind.values()).map(Enum::name).collect(Collectors.joining("|", "\\b(", ")\\b")));

    /** An answer of the service: its code and its status. */
    private record Answer(String code, int status) {
        Ec2Exception exception() {
            return (Ec2Exception) Ec2Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        }
    }

    static Stream<Arguments> answers() {
        return CALLS.stream()
                .flatMap(call -> Stream.of(
                                new Answer("UnauthorizedOperation", 403),
                                new Answer("SomethingNew2027", 400),
                                new Answer("RequestLimitExceeded", 503),
                                new Answer("InternalError", 500))
                        .map(answer -> Arguments.of(call, answer)));
    }

    @Test
    void knowsEveryCallThatIsMade() {
        function = new Function(world, ON, wire);

        function.finding(exposed());

        assertThat(wire.calls().stream().distinct().sorted()).containsExactlyElementsOf(CALLS);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void endsInAnOutcomeThatNamesTheCallAndIsTrue(String call, Answer answer) {
        String instance = exposed();
        wire.before(call, () -> {
            throw answer.exception();
        });

        String told = told(new Function(world, call.startsWith("Authorize") ? ON : Map.of(), wire), instance);

        Matcher outcome = OUTCOME.matcher(told);
        if (!call.equals(PUBLICATION)) {
            assertThat(told).contains(":" + call + " on ").contains(answer.code());
        }
        if (outcome.find() && outcome.group().contains("CONTAINED")) {
            assertThat(isContained(instance)).as(told).isTrue();
        } else {
            assertThat(told).containsAnyOf("FAILED", "PARTIAL", "neither done nor recorded", "could not be recorded");
        }
    }

    /** The result, or what leaves the function as an exception so that it is delivered again. */
    private static String told(Function function, String instance) {
        try {
            JsonNode report = function.finding(instance).path("report");
            return report.path("outcome").asText() + report.path("reasons") + report.path("nextSteps");
        } catch (RetryLater later) {
            return String.valueOf(later.getMessage());
        }
    }

    /** An instance that takes every kind of step. */
    private String exposed() {
        world.quarantineGroup(network, true);
        String instance = instance();
        world.attach(instance, other(), List.of(app), 1);
        world.joinAutoScalingGroup(instance, network, "web");
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        return instance;
    }

    /** A VPC that has no quarantine group yet. */
    private World.Network other() {
        return world.network("10.2.0.0/16", false);
    }

    private boolean isContained(String instance) {
        List<String> quarantine = world.ec2.describeSecurityGroups().securityGroups().stream()
                .map(QuarantineGroup::of)
                .filter(QuarantineGroup::isSafe)
                .map(QuarantineGroup::id)
                .toList();
        return world.autoScalingGroupOf(instance).isEmpty()
                && world.targets().isEmpty()
                && world.interfaces(instance).stream()
                        .map(world::groupsOf)
                        .allMatch(groups -> groups.size() == 1 && quarantine.containsAll(groups));
    }
}
