package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances that a service owns and would replace are left to a person. */
final class OwnerTest extends InWorld {
    @ParameterizedTest
    @CsvSource({
        "aws:eks:cluster-name, shop, EKS, deletes a node",
        "eks:cluster-name, shop, EKS, runs its pods on others",
        "eks:nodegroup-name, workers, EKS, deletes a node",
        "kubernetes.io/cluster/shop, owned, a Kubernetes cluster, deletes a node",
        "karpenter.sh/nodepool, default, Karpenter, deletes a node",
        "karpenter.k8s.aws/ec2nodeclass, default, Karpenter, deletes a node",
        "aws:ecs:clusterName, shop, ECS, tasks run elsewhere",
        "AmazonECSManaged, '', ECS, replaces a container instance",
        "aws:ec2:fleet-id, fleet-1, EC2 Fleet, replaces an instance",
        "aws:ec2spot:fleet-request-id, sfr-1, Spot Fleet, replaces an instance",
        "elasticbeanstalk:environment-name, shop-prod, Elastic Beanstalk, replaces an instance",
        "aws:elasticmapreduce:job-flow-id, j-1, EMR, replaces a node"
    })
    void asksBeforeItIsolatesWhatAServiceOwns(String key, String value, String owner, String act) {
        String instance = tagged(key, value);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("AWAITING_APPROVAL");
        assertThat(reasons(result)).contains(instance + " belongs to " + owner, key, value, act);
        assertThat(result.path("report").path("steps")).isNotEmpty();
        assertThat(wire.changes()).isEmpty();
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void saysThatATagCanBeSetByOthersUnlessItIsReserved() {
        assertThat(reasons(function.finding(tagged("karpenter.sh/nodepool", "default"))))
                .contains("everybody who may tag the instance can set that tag: if it is not true, contain by hand")
                .doesNotContain("approve");
        assertThat(reasons(function.finding(tagged("aws:eks:cluster-name", "shop"))))
                .doesNotContain("can set that tag");
    }

    @ParameterizedTest
    @CsvSource({"aws:cloudformation:stack-name", "karpenter", "eks", "kubernetes.io/role", "AmazonECS", "aws:ec2:fleet"
    })
    void takesNothingElseForAnOwner(String key) {
        assertThat(Owner.of(Instance.builder().tags(Tags.tag(key, "x")).build()))
                .isEmpty();
    }

    @Test
    void takesAMemberOfAnAutoScalingGroupForTheGroupsAlthoughAFleetLaunchedIt() {
        String instance = tagged("aws:ec2:fleet-id", "fleet-1");
        world.joinAutoScalingGroup(instance, network, "web");

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
    }

    @Test
    void finishesWhatItBeganWithAMemberOfAnAutoScalingGroup() {
        String instance = tagged("aws:ec2:fleet-id", "fleet-1");
        world.joinAutoScalingGroup(instance, network, "web");
        wire.deny("ModifyNetworkInterfaceAttribute");
        assertThat(outcome(function.finding(instance))).isEqualTo("PARTIAL");
        wire.allow("ModifyNetworkInterfaceAttribute");

        assertThat(outcome(function.finding(instance, "request-2"))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void readsTheTagsLive() {
        String instance = tagged("karpenter.sh/nodepool", "default");
        world.ec2.deleteTags(request -> request.resources(instance).tags(Tags.tag("karpenter.sh/nodepool", "default")));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
    }

    @Test
    void knowsTheServiceThatManagesAnInstanceFromEc2Itself() {
        Instance instance = Instance.builder()
                .instanceId("i-1")
                .operator(operator -> operator.managed(true).principal("eks.amazonaws.com"))
                .tags(Tags.tag("karpenter.sh/nodepool", "default"), Tags.tag("karpenter.sh/nodeclaim", "a"))
                .build();

        assertThat(Owner.of(instance))
                .extracting(Owner::name, Owner::settable)
                .containsExactly(tuple("eks.amazonaws.com", false), tuple("Karpenter", true));
        assertThat(Owner.of(Instance.builder()
                        .operator(operator -> operator.managed(false))
                        .build()))
                .isEmpty();
    }

    @Test
    void showsNoControlCharactersOfATag() {
        Instance instance = Instance.builder()
                .tags(Tags.tag("karpenter.sh/nodepool", "a\u001b[2K\nfine"))
                .build();

        assertThat(Owner.of(instance).getFirst().reason("i-1")).contains("a?[2K?fine");
    }

    private String tagged(String key, String value) {
        String instance = world.instance(network, List.of(List.of(app)));
        world.ec2.createTags(request -> request.resources(instance).tags(Tags.tag(key, value)));
        return instance;
    }
}
