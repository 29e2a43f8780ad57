package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.RetryLater;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Every call that an isolation makes, answered with every kind of error. */
final class SweepTest extends InWorld {
    private static final Map<String, String> ADDRESSES = Map.of("TOURNIQUET_DISASSOCIATE_ADDRESSES", "true");
    private static final Map<String, String> ALL =
            Map.of("TOURNIQUET_DISASSOCIATE_ADDRESSES", "true", "TOURNIQUET_CUT_CONNECTIONS", "true");

    /** A case that reached the ledger is published later where the bus fails: its outcome says nothing of it. */
    private static final String PUBLICATION = "PutEvents";

    /** Calls that are made only where a VPC has no group yet. */
    private static final Set<String> OF_NEW_GROUPS =
            Set.of("AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup");

    private static final List<String> CALLS = List.of(
            "AuthorizeSecurityGroupEgress",
            "AuthorizeSecurityGroupIngress",
            "CreateSecurityGroup",
            "DeregisterInstancesFromLoadBalancer",
            "DeregisterTargets",
            "DescribeAddresses",
            "DescribeAutoScalingGroups",
            "DescribeAutoScalingInstances",
            "DescribeInstances",
            "DescribeLoadBalancers",
            "DescribeNetworkInterfaces",
            "DescribeSecurityGroups",
            "DescribeTargetGroups",
            "DescribeTargetHealth",
            "DetachInstances",
            "DisassociateAddress",
            "EnterStandby",
            "GetInstanceProfile",
            "GetRole",
            "GetRolePolicy",
            "ModifyNetworkInterfaceAttribute",
            PUBLICATION,
            "PutItem",
            "PutRolePolicy",
            "Query",
            "RevokeSecurityGroupEgress",
            "RevokeSecurityGroupIngress");

    /** What is published later, and what is made up for: a group that cannot be emptied gives way to another. */
    private static final Set<String> WITHOUT_A_WORD = Set.of(PUBLICATION, "RevokeSecurityGroupIngress");

    /** Calls that only keep evidence. None of a group is made only where another has succeeded. */
    private static final List<List<String>> OF_EVIDENCE = List.of(
            List.of("GetConsoleOutput", "ModifyInstanceAttribute", "CreateSnapshots", "CreateTags"),
            List.of("GetConsoleScreenshot", "DescribeInstanceAttribute", "DescribeSnapshots"));

    private static final Set<String> STEPS = Set.of(
            "ensure-quarantine-group",
            "ensure-connection-cut-group",
            "leave-auto-scaling-group",
            "leave-target-groups",
            "leave-classic-load-balancers",
            "disassociate-address",
            "revoke-instance-session",
            "quarantine-interface",
            "keep-console-output",
            "keep-console-screenshot",
            "protect-termination",
            "stop-on-shutdown",
            "keep-volumes",
            "snapshot-volumes",
            "tag-instance");

    private static final Pattern OUTCOME = Pattern.compile(
            Stream.of(Outcome.Kind.values()).map(Enum::name).collect(Collectors.joining("|", "\\b(", ")\\b")));

    /** An answer of the service: what its code begins with, and its status. */
    record Answer(String code, int status) {
        String codeOf(String call) {
            return code + call;
        }

        Ec2Exception exception(String call) {
            return (Ec2Exception) Ec2Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode(codeOf(call)).build())
                    .build();
        }
    }

    /** Each answer for a third of the calls; every answer for each with {@code -Dsweep.all=true}, which takes three times as long. */
    static Stream<Arguments> answers() {
        List<List<String>> all = Stream.concat(CALLS.stream().map(List::of), OF_EVIDENCE.stream())
                .toList();
        return IntStream.range(0, all.size()).boxed().flatMap(number -> answers(all.get(number), number));
    }

    private static Stream<Arguments> answers(List<String> calls, int number) {
        List<Answer> answers = Stream.of(
                        new Answer("Denied", 403), new Answer("SomethingNew2027", 400), new Answer("Fault", 503))
                .filter(answer -> answer.status() != 400 || calls.stream().noneMatch(SweepTest::reads))
                .toList();
        return Boolean.getBoolean("sweep.all")
                ? answers.stream().map(answer -> Arguments.of(calls, answer))
                : Stream.of(Arguments.of(calls, answers.get(number % answers.size())));
    }

    /** A read that is refused for what it asks ends like one that is denied. */
    private static boolean reads(String call) {
        return call.startsWith("Describe") || call.startsWith("Get") || call.equals("Query");
    }

    @Test
    void knowsEveryCallThatIsMadeAndEveryStep() {
        JsonNode result = new Function(world, ALL, wire).finding(exposed(true, 1));
        reset();
        new Function(world, ALL, wire).finding(exposed(true, 0));

        assertThat(wire.calls().stream().distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(CALLS.stream(), OF_EVIDENCE.stream().flatMap(List::stream))
                                .toList());
        assertThat(result.path("plan").path("steps").findValuesAsText("action")).hasSameElementsAs(STEPS);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void endsInAnOutcomeThatNamesTheCallsAndIsTrue(List<String> calls, Answer answer) {
        boolean ofNewGroups = calls.stream().anyMatch(OF_NEW_GROUPS::contains);
        String instance = exposed(ofNewGroups, calls.contains("DetachInstances") ? 0 : 1);
        calls.forEach(call -> wire.before(call, () -> {
            throw answer.exception(call);
        }));

        String told = told(new Function(world, ofNewGroups ? ALL : ADDRESSES, wire), instance);

        Matcher outcome = OUTCOME.matcher(told);
        if (!WITHOUT_A_WORD.containsAll(calls)) {
            assertThat(calls)
                    .allSatisfy(call -> assertThat(told)
                            .containsPattern(":" + call + " on \\S.{0,200}?: " + answer.codeOf(call) + "\\b"));
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

    /** An instance that takes every kind of step; {@code spread} over a VPC without a quarantine group too. */
    private String exposed(boolean spread, int minimum) {
        world.quarantineGroup(network, true);
        world.profile("/", "web");
        String instance = world.instance(network, app, "web");
        if (spread) {
            world.attach(instance, world.network("10.2.0.0/16", false), List.of(app), 1);
        }
        world.joinAutoScalingGroup(instance, network, "web");
        world.autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName("web").minSize(minimum));
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        world.classicLoadBalancer(network, "web", instance);
        String address = world.ec2
                .allocateAddress(request -> request.domain(DomainType.VPC))
                .allocationId();
        world.ec2.associateAddress(request -> request.allocationId(address)
                .networkInterfaceId(world.interfaces(instance).getFirst()));
        return instance;
    }

    private boolean isContained(String instance) {
        List<String> quarantine = world.ec2.describeSecurityGroups().securityGroups().stream()
                .map(QuarantineGroup::of)
                .filter(QuarantineGroup::isSafe)
                .map(QuarantineGroup::id)
                .toList();
        return (world.autoScalingGroupOf(instance).isEmpty()
                        || world.lifecycleState(instance).equals("Standby"))
                && world.targets().isEmpty()
                && world.membersOf("web").isEmpty()
                && PublicAddress.of(world.describe(instance)).stream().noneMatch(PublicAddress::elastic)
                && !world.policiesOf("web").isEmpty()
                && world.interfaces(instance).stream()
                        .map(world::groupsOf)
                        .allMatch(groups -> groups.size() == 1 && quarantine.containsAll(groups));
    }
}
