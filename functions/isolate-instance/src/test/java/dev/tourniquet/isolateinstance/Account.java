package dev.tourniquet.isolateinstance;

import dev.tourniquet.identity.Roles;
import dev.tourniquet.localaws.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.iam.IamClient;

/** An account as its administrator sees it. */
class Account {
    final LocalAws aws = LocalAws.fresh("ec2", "iam", "dynamodb", "events", "autoscaling", "elasticloadbalancing");
    final Ec2Client ec2 = aws.client(Ec2Client.builder());
    final AutoScalingClient autoScaling = aws.client(AutoScalingClient.builder());
    final ElasticLoadBalancingClient classic = aws.client(ElasticLoadBalancingClient.builder());
    final IamClient iam = aws.client(IamClient.builder());
    final ElasticLoadBalancingV2Client balancing = aws.client(ElasticLoadBalancingV2Client.builder());

    SecurityGroup securityGroup(String id) {
        return ec2.describeSecurityGroups(request -> request.groupIds(id))
                .securityGroups()
                .getFirst();
    }

    Optional<SecurityGroup> quarantineGroupOf(World.Network network) {
        return named(network, QuarantineGroup.NAME);
    }

    Optional<SecurityGroup> named(World.Network network, String name) {
        return ec2.describeSecurityGroups().securityGroups().stream()
                .filter(group -> group.groupName().equals(name))
                .filter(group -> group.vpcId().equals(network.vpc()))
                .findFirst();
    }

    Instance describe(String instanceId) {
        return ec2.describeInstances(request -> request.instanceIds(instanceId))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    List<String> interfaces(String instanceId) {
        return describe(instanceId).networkInterfaces().stream()
                .map(InstanceNetworkInterface::networkInterfaceId)
                .toList();
    }

    NetworkInterface networkInterface(String id) {
        return ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                .networkInterfaces()
                .getFirst();
    }

    List<String> groupsOf(String interfaceId) {
        return NetworkInterfaces.groups(networkInterface(interfaceId).groups());
    }

    String address(String interfaceId) {
        return networkInterface(interfaceId).privateIpAddress();
    }

    List<Snapshot> snapshots() {
        return ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots();
    }

    Optional<String> autoScalingGroupOf(String instanceId) {
        return autoScaling
                .describeAutoScalingInstances(request -> request.instanceIds(instanceId))
                .autoScalingInstances()
                .stream()
                .map(AutoScalingInstanceDetails::autoScalingGroupName)
                .findFirst();
    }

    /** The state of an instance in its Auto Scaling group. */
    String lifecycleState(String instanceId) {
        return autoScaling
                .describeAutoScalingInstances(request -> request.instanceIds(instanceId))
                .autoScalingInstances()
                .getFirst()
                .lifecycleState();
    }

    AutoScalingGroup autoScalingGroup() {
        return autoScaling.describeAutoScalingGroups().autoScalingGroups().getFirst();
    }

    /** Everything that a containment may touch, for comparison. */
    Map<String, Object> state(String instanceId) {
        Instance instance = describe(instanceId);
        Map<String, Object> state = new TreeMap<>();
        instance.networkInterfaces()
                .forEach(each -> state.put(each.networkInterfaceId(), NetworkInterfaces.groups(each.groups())));
        instance.blockDeviceMappings()
                .forEach(each -> state.put(
                        each.deviceName(), each.ebs().volumeId() + each.ebs().deleteOnTermination()));
        state.put("tags", instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        state.put(
                "protected",
                ec2.describeInstanceAttribute(request ->
                                request.instanceId(instanceId).attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                        .disableApiTermination()
                        .value());
        state.put(
                "shutdown",
                ec2.describeInstanceAttribute(request -> request.instanceId(instanceId)
                                .attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR))
                        .instanceInitiatedShutdownBehavior()
                        .value());
        state.put("targets", targets());
        return state;
    }

    /** The documents of a role's inline policies, by name. */
    Map<String, String> policiesOf(String roleName) {
        Map<String, String> policies = new TreeMap<>();
        Roles roles = new Roles(iam);
        iam.listRolePolicies(request -> request.roleName(roleName))
                .policyNames()
                .forEach(name -> policies.put(name, roles.policy(roleName, name).orElseThrow()));
        return policies;
    }

    /** The instances of a classic load balancer. */
    List<String> membersOf(String classicLoadBalancer) {
        return classic
                .describeLoadBalancers(request -> request.loadBalancerNames(classicLoadBalancer))
                .loadBalancerDescriptions()
                .getFirst()
                .instances()
                .stream()
                .map(software.amazon.awssdk.services.elasticloadbalancing.model.Instance::instanceId)
                .toList();
    }

    Set<String> targets() {
        Set<String> targets = new TreeSet<>();
        balancing
                .describeTargetGroups()
                .targetGroups()
                .forEach(group -> balancing
                        .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                        .targetHealthDescriptions()
                        .stream()
                        .filter(target -> target.targetHealth().state() != TargetHealthStateEnum.DRAINING)
                        .forEach(target -> targets.add(group.targetGroupName() + " "
                                + target.target().id() + ":" + target.target().port())));
        return targets;
    }
}
