package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** What an instance is part of, as the expectation says: groups that scale it, groups that balance load, protection. */
final class Surroundings {
    private static final String QUARANTINE = "tourniquet-quarantine";

    private final Clients clients;

    Surroundings(Clients clients) {
        this.clients = clients;
    }

    void add(String instance, String vpc, JsonNode details, Given given) {
        JsonNode said = given.instance();
        if (said.path("autoScalingGroup").asBoolean()) {
            autoScalingGroup(instance, groupName(details));
        }
        for (int number = 1; number <= said.path("targetGroups").asInt(0); number++) {
            targetGroup(instance, vpc, "targets-" + number);
        }
        if (said.path("terminationProtected").asBoolean()) {
            clients.ec2()
                    .modifyInstanceAttribute(
                            request -> request.instanceId(instance).disableApiTermination(value -> value.value(true)));
        }
        switch (said.path("quarantineGroup").asText("")) {
            case "clean" -> emptied(quarantineGroup(vpc));
            case "with-rules" -> quarantineGroup(vpc);
            default -> {
                // There is none yet.
            }
        }
    }

    private static String groupName(JsonNode details) {
        for (JsonNode tag : details.path("tags")) {
            if (tag.path("key").asText("").equals("aws:autoscaling:groupName")) {
                return tag.path("value").asText("web");
            }
        }
        return "web";
    }

    private void autoScalingGroup(String instance, String name) {
        clients.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName(name)
                        .launchTemplateData(data -> data.imageId("ami-12345678").instanceType("t3.micro")));
        String zone = clients.ec2()
                .describeInstances(request -> request.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .placement()
                .availabilityZone();
        clients.autoScaling()
                .createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                        .launchTemplate(template -> template.launchTemplateName(name))
                        .availabilityZones(zone)
                        .minSize(0)
                        .maxSize(3)
                        .desiredCapacity(0));
        clients.autoScaling()
                .attachInstances(request -> request.autoScalingGroupName(name).instanceIds(instance));
    }

    private void targetGroup(String instance, String vpc, String name) {
        String arn = clients.loadBalancing()
                .createTargetGroup(request ->
                        request.name(name).protocol(ProtocolEnum.HTTP).port(80).vpcId(vpc))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        clients.loadBalancing()
                .registerTargets(request -> request.targetGroupArn(arn)
                        .targets(TargetDescription.builder().id(instance).build()));
    }

    /** As somebody left it: with the rule to everywhere that AWS puts into a new group, and one more. */
    private String quarantineGroup(String vpc) {
        String id = clients.ec2()
                .createSecurityGroup(request -> request.groupName(QUARANTINE)
                        .description("mirrored")
                        .vpcId(vpc)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(Tag.builder()
                                        .key("tourniquet:quarantine")
                                        .value("true")
                                        .build())
                                .build()))
                .groupId();
        clients.ec2()
                .authorizeSecurityGroupIngress(request -> request.groupId(id)
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .ipRanges(
                                        IpRange.builder().cidrIp("192.0.2.0/24").build())
                                .build()));
        return id;
    }

    private void emptied(String group) {
        var rules = clients.ec2()
                .describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .getFirst();
        clients.ec2()
                .revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(rules.ipPermissions()));
        clients.ec2()
                .revokeSecurityGroupEgress(
                        request -> request.groupId(group).ipPermissions(rules.ipPermissionsEgress()));
    }
}
