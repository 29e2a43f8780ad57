package dev.tourniquet.replay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.s3.S3Client;

final class ComputeSandboxTest {
    private static LocalAws aws;
    private static String instance;
    private static String networkInterface;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
            Instance launched = ec2.runInstances(request ->
                            request.imageId("ami-12345678").minCount(2).maxCount(2))
                    .instances()
                    .getFirst();
            instance = launched.instanceId();
            networkInterface = launched.networkInterfaces().getFirst().networkInterfaceId();
        }
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static Ec2Client ec2(ExecutionInterceptor between) {
        return Answering.through(aws, between).client(Ec2Client.builder());
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void showsAnInstanceBetweenTwoStatesAndNoOther() {
        try (Ec2Client ec2 = ec2(new InstanceStates(Set.of(instance), "stopping", ""))) {
            assertThat(ec2.describeInstances().reservations().stream()
                            .flatMap(reservation -> reservation.instances().stream()))
                    .allSatisfy(each -> assertThat(each.state().name())
                            .isEqualTo(
                                    each.instanceId().equals(instance)
                                            ? InstanceStateName.STOPPING
                                            : InstanceStateName.RUNNING));
        }
    }

    @Test
    void leavesAStateThatTheEmulatorPlaysToIt() {
        try (Ec2Client ec2 = ec2(new InstanceStates(Set.of(instance), "terminated", ""))) {
            assertThat(ec2.describeInstances(request -> request.instanceIds(instance))
                            .reservations()
                            .getFirst()
                            .instances()
                            .getFirst()
                            .state()
                            .name())
                    .isEqualTo(InstanceStateName.RUNNING);
        }
    }

    @Test
    void refusesTerminationProtectionToASpotInstanceOnly() {
        try (Ec2Client spot = ec2(new InstanceStates(Set.of(instance), "running", "spot"));
                Ec2Client other = ec2(new InstanceStates(Set.of(instance), "running", ""))) {
            assertRefused("UnsupportedOperation", () -> protect(spot));
            protect(other);
        }
    }

    private static void protect(Ec2Client ec2) {
        ec2.modifyInstanceAttribute(
                request -> request.instanceId(instance).disableApiTermination(value -> value.value(true)));
    }

    @Test
    void showsAnInterfaceThatAServiceManagesAndRefusesToChangeIt() {
        try (Ec2Client ec2 = ec2(new ForeignInterfaces(Set.of(networkInterface), Set.of()))) {
            assertThat(described(ec2).requesterManaged()).isTrue();
            assertThat(described(ec2).interfaceType()).isEqualTo(NetworkInterfaceType.INTERFACE);
            assertRefused(
                    "AuthFailure",
                    () -> ec2.modifyNetworkInterfaceAttribute(request ->
                            request.networkInterfaceId(networkInterface).groups("sg-1")));
        }
    }

    @Test
    void showsATrunkWhereverInterfacesAreShown() {
        try (Ec2Client ec2 = ec2(new ForeignInterfaces(Set.of(), Set.of(networkInterface)))) {
            assertThat(described(ec2).interfaceType()).isEqualTo(NetworkInterfaceType.TRUNK);
            assertThat(described(ec2).requesterManaged()).isFalse();
            assertThat(ec2.describeInstances(request -> request.instanceIds(instance))
                            .reservations()
                            .getFirst()
                            .instances()
                            .getFirst()
                            .networkInterfaces()
                            .getFirst()
                            .interfaceType())
                    .isEqualTo("trunk");
        }
    }

    private static NetworkInterface described(Ec2Client ec2) {
        return ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(networkInterface))
                .networkInterfaces()
                .getFirst();
    }

    @Test
    void closesABucketToEveryCallAndLeavesOthersOpen() {
        try (S3Client s3 =
                Answering.through(aws, new ClosedBuckets(Set.of("closed"))).client(S3Client.builder())) {
            s3.createBucket(request -> request.bucket("open"));
            assertThat(s3.getBucketAcl(request -> request.bucket("open")).grants())
                    .isNotEmpty();
            assertRefused("AccessDenied", () -> s3.getBucketAcl(request -> request.bucket("closed")));
            assertRefused("AccessDenied", () -> s3.deletePublicAccessBlock(request -> request.bucket("closed")));
        }
    }
}
