package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.world.Clients;

/** Makes the Auto Scaling group that an instance is in. */
final class ScalingGroups {
    private final Clients clients;

    ScalingGroups(Clients clients) {
        this.clients = clients;
    }

    /** @param said {@code true}, or an object with the sizes; with anything else there is no group */
    void add(String instance, JsonNode said, JsonNode details) {
        if (!said.isObject() && !said.asBoolean()) {
            return;
        }
        String name = name(details);
        // Attaching adds one to the desired capacity.
        int others = said.path("desired").asInt(1) - 1;
        clients.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName(name)
                        .launchTemplateData(data -> data.imageId("ami-12345678").instanceType("t3.micro")));
        clients.autoScaling()
                .createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                        .launchTemplate(template -> template.launchTemplateName(name))
                        .availabilityZones(zone(instance))
                        .minSize(0)
                        .maxSize(said.path("max").asInt(3))
                        .desiredCapacity(others));
        clients.autoScaling()
                .attachInstances(request -> request.autoScalingGroupName(name).instanceIds(instance));
        clients.autoScaling()
                .updateAutoScalingGroup(request -> request.autoScalingGroupName(name)
                        .minSize(said.path("min").asInt(0)));
        if (said.path("lifecycleHook").asBoolean()) {
            clients.autoScaling()
                    .putLifecycleHook(request -> request.autoScalingGroupName(name)
                            .lifecycleHookName("drain")
                            .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING"));
        }
        if (said.path("warmPool").asBoolean()) {
            clients.autoScaling()
                    .putWarmPool(request -> request.autoScalingGroupName(name).minSize(1));
        }
    }

    private static String name(JsonNode details) {
        for (JsonNode tag : details.path("tags")) {
            if (tag.path("key").asText("").equals("aws:autoscaling:groupName")) {
                return tag.path("value").asText("web");
            }
        }
        return "web";
    }

    private String zone(String instance) {
        return clients.ec2()
                .describeInstances(request -> request.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .placement()
                .availabilityZone();
    }
}
