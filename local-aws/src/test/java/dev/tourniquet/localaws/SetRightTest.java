package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;

/** What the emulator answers to a call that is made twice. */
final class SetRightTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void aClassicLoadBalancerHasAnInstanceOnce() {
        try (Ec2Client ec2 = aws.client(Ec2Client.builder());
                ElasticLoadBalancingClient balancing = aws.client(ElasticLoadBalancingClient.builder())) {
            String id = ec2.runInstances(request ->
                            request.imageId("ami-12345678").minCount(1).maxCount(1))
                    .instances()
                    .getFirst()
                    .instanceId();
            balancing.createLoadBalancer(request -> request.loadBalancerName("classic")
                    .availabilityZones("us-east-1a")
                    .listeners(Listener.builder()
                            .protocol("http")
                            .loadBalancerPort(80)
                            .instancePort(80)
                            .build()));

            for (int times = 0; times < 2; times++) {
                balancing.registerInstancesWithLoadBalancer(request -> request.loadBalancerName("classic")
                        .instances(Instance.builder().instanceId(id).build()));
            }

            assertThat(balancing
                            .describeLoadBalancers()
                            .loadBalancerDescriptions()
                            .getFirst()
                            .instances())
                    .hasSize(1);
        }
    }

    @Test
    void anInstanceReturnsFromStandbyOnce() {
        try (AutoScalingClient scaling = aws.client(AutoScalingClient.builder())) {
            scaling.createLaunchConfiguration(request -> request.launchConfigurationName("web")
                    .imageId("ami-12345678")
                    .instanceType("t2.micro"));
            scaling.createAutoScalingGroup(request -> request.autoScalingGroupName("web")
                    .launchConfigurationName("web")
                    .minSize(0)
                    .maxSize(5)
                    .desiredCapacity(1)
                    .availabilityZones("us-east-1a"));
            String member = scaling.describeAutoScalingInstances()
                    .autoScalingInstances()
                    .getFirst()
                    .instanceId();
            scaling.enterStandby(request ->
                    request.autoScalingGroupName("web").instanceIds(member).shouldDecrementDesiredCapacity(true));

            scaling.exitStandby(request -> request.autoScalingGroupName("web").instanceIds(member));
            assertThatExceptionOfType(AutoScalingException.class)
                    .isThrownBy(() -> scaling.exitStandby(
                            request -> request.autoScalingGroupName("web").instanceIds(member)))
                    .satisfies(refused ->
                            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));

            assertThat(scaling.describeAutoScalingGroups()
                            .autoScalingGroups()
                            .getFirst()
                            .desiredCapacity())
                    .isEqualTo(1);
        }
    }
}
