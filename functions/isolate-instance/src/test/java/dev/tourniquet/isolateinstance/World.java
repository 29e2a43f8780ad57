package dev.tourniquet.isolateinstance;

import dev.tourniquet.localaws.FunctionSurroundings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.iam.model.Role;

/** An account into which tests put what they need. */
final class World extends Account {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";

    private Map<String, String> environment = Map.of();

    void reset() {
        aws.reset();
        environment = new FunctionSurroundings(aws).make();
        environment.put("TOURNIQUET_FINDING_TYPES", "Backdoor:EC2/");
        environment.put("TOURNIQUET_SEVERITY", "{\"default\":7}");
    }

    Map<String, String> environment(String mode) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("TOURNIQUET_MODE", mode);
        return variables;
    }

    /** A VPC with one subnet; {@code cidr} such as 10.1.0.0/16. */
    Network network(String cidr, boolean ipv6) {
        String vpc = ec2.createVpc(request -> request.cidrBlock(cidr).amazonProvidedIpv6CidrBlock(ipv6))
                .vpc()
                .vpcId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr.replace("/16", "/24")))
                .subnet()
                .subnetId();
        return new Network(vpc, subnet, cidr.substring(0, cidr.lastIndexOf('.')), new AtomicInteger(16));
    }

    /** {@code hosts} counts the addresses given out: moto draws them by lot, at times one twice. */
    record Network(String vpc, String subnet, String prefix, AtomicInteger hosts) {
        String nextAddress() {
            return prefix + "." + hosts.getAndIncrement();
        }
    }

    String group(Network network, String name) {
        return ec2.createSecurityGroup(
                        request -> request.vpcId(network.vpc()).groupName(name).description(name))
                .groupId();
    }

    /** A quarantine group as Tourniquet leaves it, and with rules where somebody has been at it. */
    String quarantineGroup(Network network, boolean withRules) {
        return quarantineGroup(network, QuarantineGroup.NAME, withRules);
    }

    String quarantineGroup(Network network, String name, boolean withRules) {
        String id = ec2.createSecurityGroup(request -> request.vpcId(network.vpc())
                        .groupName(name)
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

    /** As it is created: it lets everything out, and nothing in yet. */
    String connectionCutGroup(Network network) {
        return ec2.createSecurityGroup(request -> request.vpcId(network.vpc())
                        .groupName(ConnectionCutGroup.NAME)
                        .description("all open")
                        .tagSpecifications(Tags.on(ResourceType.SECURITY_GROUP, ConnectionCutGroup.TAG, "true")))
                .groupId();
    }

    void untag(String resource, String key) {
        ec2.deleteTags(request ->
                request.resources(resource).tags(Tag.builder().key(key).build()));
    }

    static IpPermission ssh() {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .ipRanges(IpRange.builder().cidrIp("198.51.100.0/24").build())
                .build();
    }

    /** A running instance with one interface for each list of groups. */
    String instance(Network network, List<List<String>> groups) {
        List<InstanceNetworkInterfaceSpecification> interfaces = IntStream.range(0, groups.size())
                .mapToObj(index -> InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(index)
                        .subnetId(network.subnet())
                        .privateIpAddress(network.nextAddress())
                        .groups(groups.get(index))
                        .build())
                .toList();
        return ec2.runInstances(request ->
                        request.imageId("ami-12345678").minCount(1).maxCount(1).networkInterfaces(interfaces))
                .instances()
                .getFirst()
                .instanceId();
    }

    /** A running instance with one interface and this instance profile. */
    String instance(Network network, String group, String profile) {
        return ec2.runInstances(request -> request.imageId("ami-12345678")
                        .minCount(1)
                        .maxCount(1)
                        .iamInstanceProfile(by -> by.name(profile))
                        .networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                                .deviceIndex(0)
                                .subnetId(network.subnet())
                                .privateIpAddress(network.nextAddress())
                                .groups(group)
                                .build()))
                .instances()
                .getFirst()
                .instanceId();
    }

    /** An instance profile of the same name as its role, both under {@code path}. */
    Role profile(String path, String name) {
        Role role = iam.createRole(request -> request.path(path).roleName(name).assumeRolePolicyDocument(TRUST))
                .role();
        iam.createInstanceProfile(request -> request.path(path).instanceProfileName(name));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName(name).roleName(name));
        return role;
    }

    /** Attaches one more interface and returns its id. */
    String attach(String instanceId, Network network, List<String> groups, int index) {
        String id = ec2.createNetworkInterface(request -> request.subnetId(network.subnet())
                        .privateIpAddress(network.nextAddress())
                        .groups(groups))
                .networkInterface()
                .networkInterfaceId();
        ec2.attachNetworkInterface(
                request -> request.instanceId(instanceId).networkInterfaceId(id).deviceIndex(index));
        return id;
    }

    void move(String interfaceId, String group) {
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(interfaceId).groups(group));
    }

    void detach(String interfaceId) {
        String attachment = networkInterface(interfaceId).attachment().attachmentId();
        ec2.detachNetworkInterface(request -> request.attachmentId(attachment));
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

    /** A classic load balancer with these instances. */
    void classicLoadBalancer(Network network, String name, String... instances) {
        classic.createLoadBalancer(request -> request.loadBalancerName(name)
                .subnets(network.subnet())
                .listeners(Listener.builder()
                        .protocol("HTTP")
                        .loadBalancerPort(80)
                        .instancePort(8080)
                        .build()));
        for (String instance : instances) {
            classic.registerInstancesWithLoadBalancer(request -> request.loadBalancerName(name)
                    .instances(Instance.builder().instanceId(instance).build()));
        }
    }

    /** Takes an instance out of a classic load balancer, as Auto Scaling does. */
    void leave(String classicLoadBalancer, String instance) {
        classic.deregisterInstancesFromLoadBalancer(request -> request.loadBalancerName(classicLoadBalancer)
                .instances(Instance.builder().instanceId(instance).build()));
    }

    /** Takes all targets out of a target group, also where somebody else is at it. */
    void drain(String targetGroup) {
        try {
            balancing
                    .describeTargetHealth(request -> request.targetGroupArn(targetGroup))
                    .targetHealthDescriptions()
                    .forEach(target -> balancing.deregisterTargets(
                            request -> request.targetGroupArn(targetGroup).targets(target.target())));
        } catch (InvalidTargetException _) {
            // Deregistered already; AWS itself takes that for done.
        }
    }
}
