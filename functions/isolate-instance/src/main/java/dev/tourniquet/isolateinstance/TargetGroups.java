package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Reads and changes which targets are registered in target groups. */
final class TargetGroups {
    static final String DEREGISTER = "elasticloadbalancing:DeregisterTargets";
    static final String DESCRIBE = "elasticloadbalancing:DescribeTargetHealth";
    private static final Set<String> GROUP_GONE = Set.of("TargetGroupNotFound");
    private static final Set<String> TARGET_GONE = Set.of("TargetGroupNotFound", "InvalidTarget");
    private static final Set<TargetTypeEnum> OF_INSTANCES = Set.of(TargetTypeEnum.INSTANCE, TargetTypeEnum.IP);

    private final ElasticLoadBalancingV2Client balancing;

    TargetGroups(ElasticLoadBalancingV2Client balancing) {
        this.balancing = balancing;
    }

    /** A target group. An address that is registered in it means the interface of this VPC, since VPCs reuse addresses. */
    record Group(String arn, String vpcId) {}

    /**
     * One target in one target group.
     *
     * @param id an instance id or an IP address
     * @param zone the Availability Zone where one was given on registration, which is for IP addresses only
     * @param leaving was being deregistered when this was read
     */
    record Registration(
            String targetGroup,
            String id,
            @Nullable Integer port,
            @Nullable String zone,
            boolean leaving) {
        boolean sameTarget(Registration other) {
            return targetGroup.equals(other.targetGroup) && id.equals(other.id) && Objects.equals(port, other.port);
        }

        /** An instance, not an address. */
        boolean byInstance() {
            return id.startsWith("i-");
        }
    }

    /** All target groups that can have an instance or its address as a target; those of functions have no VPC. */
    List<Group> all() {
        return Calls.call(
                "elasticloadbalancing:DescribeTargetGroups",
                "*",
                () -> balancing.describeTargetGroupsPaginator().targetGroups().stream()
                        .filter(group -> OF_INSTANCES.contains(group.targetType()))
                        .filter(group -> group.vpcId() != null)
                        .map(group -> new Group(group.targetGroupArn(), group.vpcId()))
                        .toList());
    }

    /** Where in {@code group} an instance is registered; a failure is part of the answer. */
    Look look(Group group, Names names) {
        try {
            return new Look(group, in(group.arn(), names.in(group.vpcId())), null);
        } catch (CallFailed failed) {
            return new Look(group, List.of(), failed);
        }
    }

    /** Where in {@code targetGroup} one of {@code ids} is registered, on whichever ports; nowhere if the group is gone. */
    List<Registration> in(String targetGroup, Set<String> ids) {
        // Without naming the targets: a named target means the group's default port only.
        return Calls.find(
                        DESCRIBE,
                        targetGroup,
                        GROUP_GONE,
                        () -> balancing.describeTargetHealth(request -> request.targetGroupArn(targetGroup)))
                .stream()
                .flatMap(found -> found.targetHealthDescriptions().stream())
                .filter(target -> ids.contains(target.target().id()))
                .filter(TargetGroups::registered)
                .map(target -> registration(targetGroup, target))
                .toList();
    }

    /** Which targets of the names of {@code known} are in the group now. */
    List<Registration> now(String targetGroup, List<Registration> known) {
        return in(targetGroup, known.stream().map(Registration::id).collect(Collectors.toSet()));
    }

    /** Auto Scaling or a person may have done so at the same time; what came of it is read back. */
    void deregister(String targetGroup, List<Registration> targets) {
        Calls.find(
                DEREGISTER,
                targetGroup,
                TARGET_GONE,
                () -> balancing.deregisterTargets(
                        request -> request.targetGroupArn(targetGroup).targets(descriptions(targets))));
    }

    /** False where the target group is gone. */
    boolean register(String targetGroup, List<Registration> targets) {
        return Calls.find(
                        "elasticloadbalancing:RegisterTargets",
                        targetGroup,
                        GROUP_GONE,
                        () -> balancing.registerTargets(
                                request -> request.targetGroupArn(targetGroup).targets(descriptions(targets))))
                .isPresent();
    }

    private static boolean registered(TargetHealthDescription target) {
        return target.targetHealth() == null
                || target.targetHealth().reason() != TargetHealthReasonEnum.TARGET_NOT_REGISTERED;
    }

    private static Registration registration(String targetGroup, TargetHealthDescription target) {
        TargetDescription description = target.target();
        boolean leaving =
                target.targetHealth() != null && target.targetHealth().state() == TargetHealthStateEnum.DRAINING;
        return new Registration(
                targetGroup, description.id(), description.port(), description.availabilityZone(), leaving);
    }

    /** The zone is refused for an instance, which has its own. */
    private static List<TargetDescription> descriptions(List<Registration> targets) {
        return targets.stream()
                .map(target -> {
                    Consumer<TargetDescription.Builder> fields = builder -> builder.id(target.id())
                            .port(target.port())
                            .availabilityZone(target.byInstance() ? null : target.zone());
                    return TargetDescription.builder().applyMutation(fields).build();
                })
                .toList();
    }
}
