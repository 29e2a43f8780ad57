package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** What an instance is part of, as the expectation says: groups that scale it, what balances load, protection. */
final class Surroundings {
    private final Clients clients;
    private final ScalingGroups scalingGroups;
    private final QuarantineGroups quarantineGroups;

    /** Where an instance is: all ids are local. */
    record Place(String instance, String networkInterface, String vpc) {}

    Surroundings(Clients clients) {
        this.clients = clients;
        this.scalingGroups = new ScalingGroups(clients);
        this.quarantineGroups = new QuarantineGroups(clients.ec2());
    }

    void add(Place place, JsonNode details, Given given) {
        JsonNode said = given.instance();
        scalingGroups.add(place.instance(), said.path("autoScalingGroup"), details);
        for (int number = 1; number <= said.path("targetGroups").asInt(0); number++) {
            targetGroup(place, "targets-" + number);
        }
        for (int number = 1; number <= said.path("classicLoadBalancers").asInt(0); number++) {
            classicLoadBalancer(place.instance(), "classic-" + number);
        }
        if (said.path("elasticIp").asBoolean()) {
            String address = clients.ec2()
                    .allocateAddress(request -> request.domain(DomainType.VPC))
                    .allocationId();
            clients.ec2()
                    .associateAddress(
                            request -> request.allocationId(address).networkInterfaceId(place.networkInterface()));
        }
        if (said.path("terminationProtected").asBoolean()) {
            clients.ec2()
                    .modifyInstanceAttribute(request ->
                            request.instanceId(place.instance()).disableApiTermination(value -> value.value(true)));
        }
        quarantineGroups.add(place, said.path("quarantineGroup").asText(""));
    }

    private void targetGroup(Place place, String name) {
        String arn = clients.loadBalancing()
                .createTargetGroup(request ->
                        request.name(name).protocol(ProtocolEnum.HTTP).port(80).vpcId(place.vpc()))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        clients.loadBalancing()
                .registerTargets(request -> request.targetGroupArn(arn)
                        .targets(
                                TargetDescription.builder().id(place.instance()).build()));
    }

    private void classicLoadBalancer(String instance, String name) {
        clients.classicLoadBalancing()
                .createLoadBalancer(request -> request.loadBalancerName(name)
                        .availabilityZones("us-east-1a")
                        .listeners(Listener.builder()
                                .protocol("TCP")
                                .loadBalancerPort(80)
                                .instancePort(80)
                                .build()));
        clients.classicLoadBalancing()
                .registerInstancesWithLoadBalancer(request -> request.loadBalancerName(name)
                        .instances(Instance.builder().instanceId(instance).build()));
    }
}
