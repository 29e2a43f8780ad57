package dev.tourniquet.replay.world;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** What scales instances and balances load over them. */
final class LoadState {
    private final Clients clients;

    LoadState(Clients clients) {
        this.clients = clients;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        for (AutoScalingGroup group :
                clients.autoScaling().describeAutoScalingGroups().autoScalingGroups()) {
            resources.put("Auto Scaling group " + group.autoScalingGroupName(), aspects(group));
        }
        for (TargetGroup group : clients.loadBalancing().describeTargetGroups().targetGroups()) {
            resources.put("target group " + group.targetGroupName(), members("targets", targets(group)));
        }
        clients.classicLoadBalancing()
                .describeLoadBalancers()
                .loadBalancerDescriptions()
                .forEach(balancer -> resources.put(
                        "classic load balancer " + balancer.loadBalancerName(),
                        members("instances", balancer.instances().stream().map(instance -> instance.instanceId()))));
    }

    private static SortedMap<String, String> aspects(AutoScalingGroup group) {
        SortedMap<String, String> aspects = members(
                "members",
                group.instances().stream().map(member -> member.instanceId() + " " + member.lifecycleStateAsString()));
        aspects.put("size", group.minSize() + " to " + group.maxSize() + ", desired " + group.desiredCapacity());
        return aspects;
    }

    private Stream<String> targets(TargetGroup group) {
        return clients
                .loadBalancing()
                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(health -> health.target().id() + ":" + health.target().port());
    }

    private static SortedMap<String, String> members(String aspect, Stream<String> members) {
        return new TreeMap<>(Map.of(aspect, members.sorted().collect(Collectors.joining(", ", "[", "]"))));
    }
}
