package dev.tourniquet.isolateinstance;

import dev.tourniquet.localaws.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** An account with something in it, seen by its administrator. */
final class World {
    private final LocalAws aws = LocalAws.start();
    final Ec2Client ec2 = aws.client(Ec2Client.builder());
    final AutoScalingClient autoScaling = aws.client(AutoScalingClient.builder());
    final ElasticLoadBalancingV2Client balancing = aws.client(ElasticLoadBalancingV2Client.builder());
    private final Plumbing plumbing = new Plumbing(aws);

    void reset() {
        aws.reset();
        plumbing.lay();
    }

    Map<String, String> environment(String mode) {
        return plumbing.environment(mode);
    }

    /** A VPC with one subnet; {@code cidr} such as 10.1.0.0/16. */
    Network network(String cidr, boolean ipv6) {
        String vpc = ec2.createVpc(request -> request.cidrBlock(cidr).amazonProvidedIpv6CidrBlock(ipv6))
                .vpc()
                .vpcId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr.replace("/16", "/24")))
                .subnet()
                .subnetId();
        return new Network(vpc, subnet);
    }

    record Network(String vpc, String subnet) {}

    String group(Network network, String name) {
        return ec2.createSecurityGroup(
                        request -> request.vpcId(network.vpc()).groupName(name).description(name))
                .groupId();
    }

    /** A quarantine group as Tourniquet leaves it, and with rules where somebody has been at it. */
    String quarantineGroup(Network network, boolean withRules) {
        String id = ec2.createSecurityGroup(request -> request.vpcId(network.vpc())
                        .groupName(QuarantineGroup.NAME)
                        .description("quarantine")
                        .tagSpecifications(Tags.on(ResourceType.SECURITY_GROUP, QuarantineGroup.TAG, "true")))
                .groupId();
        if (withRules) {
            ec2.authorizeSecurityGroupIngress(request -> request.groupId(id).ipPermissions(ssh()));
        } else {
            ec2.revokeSecurityGroupEgress(request ->
                    request.groupId(id).ipPermissions(securityGroup(id).ipPermissionsEgress()));
        }
        return id;
    }

    static IpPermission ssh() {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .ipRanges(IpRange.builder().cidrIp("198.51.100.0/24").build())
                .build();
    }

    SecurityGroup securityGroup(String id) {
        return ec2.describeSecurityGroups(request -> request.groupIds(id))
                .securityGroups()
                .getFirst();
    }

    Optional<SecurityGroup> quarantineGroupOf(Network network) {
        return ec2.describeSecurityGroups().securityGroups().stream()
                .filter(group -> group.groupName().equals(QuarantineGroup.NAME))
                .filter(group -> group.vpcId().equals(network.vpc()))
                .findFirst();
    }

    /** A running instance with one interface for each list of groups. */
    String instance(Network network, List<List<String>> groups) {
        List<InstanceNetworkInterfaceSpecification> interfaces = IntStream.range(0, groups.size())
                .mapToObj(index -> InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(index)
                        .subnetId(network.subnet())
                        .groups(groups.get(index))
                        .build())
                .toList();
        return ec2.runInstances(request ->
                        request.imageId("ami-12345678").minCount(1).maxCount(1).networkInterfaces(interfaces))
                .instances()
                .getFirst()
                .instanceId();
    }

    /** Attaches one more interface and returns its id. */
    String attach(String instanceId, Network network, List<String> groups, int index) {
        String id = ec2.createNetworkInterface(
                        request -> request.subnetId(network.subnet()).groups(groups))
                .networkInterface()
                .networkInterfaceId();
        ec2.attachNetworkInterface(
                request -> request.instanceId(instanceId).networkInterfaceId(id).deviceIndex(index));
        return id;
    }

    String attachVolume(String instanceId, String device) {
        String id = ec2.createVolume(request -> request.availabilityZone(
                                describe(instanceId).placement().availabilityZone())
                        .size(8))
                .volumeId();
        ec2.attachVolume(request -> request.instanceId(instanceId).volumeId(id).device(device));
        return id;
    }

    void joinAutoScalingGroup(String instanceId, Network network, String name) {
        autoScaling.createLaunchConfiguration(request ->
                request.launchConfigurationName(name).imageId("ami-12345678").instanceType("t3.micro"));
        autoScaling.createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                .launchConfigurationName(name)
                .minSize(0)
                .maxSize(5)
                .desiredCapacity(0)
                .vpcZoneIdentifier(network.subnet()));
        autoScaling.attachInstances(
                request -> request.autoScalingGroupName(name).instanceIds(instanceId));
    }

    String targetGroup(Network network, String name, TargetTypeEnum type, String target, int port) {
        String arn = balancing
                .createTargetGroup(request -> request.name(name)
                        .vpcId(network.vpc())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .targetType(type))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        balancing.registerTargets(request -> request.targetGroupArn(arn)
                .targets(TargetDescription.builder().id(target).port(port).build()));
        return arn;
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

    List<String> groupsOf(String interfaceId) {
        return NetworkInterfaces.groups(
                ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(interfaceId))
                        .networkInterfaces()
                        .getFirst()
                        .groups());
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
