package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launches the instance of a finding with all its interfaces. */
final class Instances {
    private static final JsonNode UNKNOWN_INTERFACE = Json.MAPPER.createObjectNode();

    private final Ec2Client ec2;
    private final Ids ids;
    private final Networks networks;
    private final Roles roles;
    private final Surroundings surroundings;
    private final String exemptionTag;

    Instances(Clients clients, Ids ids, String region, Roles roles, String exemptionTag) {
        this.ec2 = clients.ec2();
        this.ids = ids;
        this.networks = new Networks(ec2, ids, region);
        this.roles = roles;
        this.surroundings = new Surroundings(clients);
        this.exemptionTag = exemptionTag;
    }

    /**
     * Mirrors an instance.
     *
     * @param details the finding's {@code instanceDetails}, or a missing node
     */
    void mirror(String eventId, JsonNode details, Given given) {
        String state = given.instance().path("state").asText("running");
        if (state.equals("missing") || ids.local(eventId).isPresent()) {
            return;
        }
        List<String> vpcs = new ArrayList<>();
        List<InstanceNetworkInterfaceSpecification> interfaces = new ArrayList<>();
        List<JsonNode> described = interfaces(details);
        for (JsonNode each : described) {
            interfaces.add(networkInterface(each, interfaces.size(), vpcs, given));
        }
        for (int left = given.instance().path("additionalInterfaces").asInt(0); left > 0; left--) {
            ObjectNode later = Json.MAPPER.createObjectNode();
            later.set("vpcId", described.getFirst().path("vpcId"));
            interfaces.add(networkInterface(later, interfaces.size(), vpcs, given));
        }
        Optional<String> profile = roles.profile(details.path("iamInstanceProfile"), given);
        String id = ec2.runInstances(request -> {
                    request.imageId("ami-12345678").minCount(1).maxCount(1).networkInterfaces(interfaces);
                    request.blockDeviceMappings(volumes(
                            given.instance().path("volumes").asInt(1),
                            given.instance().path("encrypted").asBoolean()));
                    profile.ifPresent(name -> request.iamInstanceProfile(spec -> spec.name(name)));
                    if (given.instance().path("lifecycle").asText("").equals("spot")) {
                        request.instanceMarketOptions(market -> market.marketType(MarketType.SPOT));
                    }
                })
                .instances()
                .getFirst()
                .instanceId();
        ids.put(eventId, id);
        List<Tag> tags = tags(details, given);
        if (!tags.isEmpty()) {
            ec2.createTags(request -> request.resources(id).tags(tags));
        }
        String network = interfaces.getFirst().networkInterfaceId();
        surroundings.add(new Surroundings.Place(id, network, vpcs.getFirst()), details, given);
        switch (state) {
            case "stopped" -> ec2.stopInstances(request -> request.instanceIds(id));
            case "terminated" -> ec2.terminateInstances(request -> request.instanceIds(id));
            default -> {
                // It runs.
            }
        }
    }

    private static List<JsonNode> interfaces(JsonNode details) {
        List<JsonNode> interfaces = new ArrayList<>();
        details.path("networkInterfaces").forEach(interfaces::add);
        return interfaces.isEmpty() ? List.of(UNKNOWN_INTERFACE) : interfaces;
    }

    private InstanceNetworkInterfaceSpecification networkInterface(
            JsonNode details, int index, List<String> vpcs, Given given) {
        boolean ipv6 = given.instance().path("ipv6").asBoolean()
                || !details.path("ipv6Addresses").isEmpty();
        String vpc = networks.vpc(details, ipv6);
        vpcs.add(vpc);
        String subnet = networks.subnet(details, vpc);
        List<String> groups = networks.groups(details, vpc);
        // Made by itself: an instance that is given groups shows them on its interfaces for ever, in moto.
        String id = ec2.createNetworkInterface(request -> {
                    request.subnetId(subnet).groups(groups);
                    if (ipv6 && networks.hasIpv6(vpc)) {
                        request.ipv6AddressCount(1);
                    }
                })
                .networkInterface()
                .networkInterfaceId();
        Forms.id(details.path("networkInterfaceId")).ifPresent(eventId -> ids.put(eventId, id));
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(index)
                .networkInterfaceId(id)
                .build();
    }

    private static List<BlockDeviceMapping> volumes(int count, boolean encrypted) {
        List<BlockDeviceMapping> volumes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String name = "/dev/sd" + (char) ('a' + number);
            volumes.add(BlockDeviceMapping.builder()
                    .deviceName(name)
                    .ebs(ebs -> ebs.volumeSize(8).deleteOnTermination(true).encrypted(encrypted))
                    .build());
        }
        return volumes;
    }

    private List<Tag> tags(JsonNode details, Given given) {
        List<Tag> tags = new ArrayList<>();
        for (JsonNode tag : details.path("tags")) {
            String key = tag.path("key").asText("");
            if (!key.isBlank() && !key.startsWith("aws:")) {
                tags.add(tag(key, tag.path("value").asText("")));
            }
        }
        Given.exemption(given.instance()).ifPresent(value -> tags.add(tag(exemptionTag, value)));
        Owners.tags(given.instance().path("owner").asText("")).forEach((key, value) -> tags.add(tag(key, value)));
        return tags;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
