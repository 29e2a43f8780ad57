package dev.tourniquet.replay.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;

final class MirrorTest {
    private static final Path SAMPLES = Path.of("events-samples", "guardduty");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static LocalAws aws;
    private static Clients clients;

    private World world;
    private Mirror mirror;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        clients = Clients.of(aws, LocalAws.REGION);
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    @BeforeEach
    void emptied() {
        world = World.create(aws, clients, TestTemplates.small(), Set.of());
        mirror = new Mirror(world, TestTemplates.small(), () -> NOW);
    }

    private void mirror(String sample, String given) throws IOException {
        JsonNode event = Json.MAPPER.readTree(SAMPLES.resolve(sample + ".json").toFile());
        mirror.add((Finding) FindingReader.read((ObjectNode) event), event, new Given(Json.MAPPER.readTree(given)));
        assertThat(mirror.notes()).isEmpty();
    }

    private static IamClient iam() {
        return clients.iam();
    }

    private static List<AccessKeyMetadata> keys(String user) {
        return iam().listAccessKeys(request -> request.userName(user)).accessKeyMetadata();
    }

    @Test
    void makesTheUserOfAKeyAndExchangesBothIds() throws IOException {
        mirror("UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key", "{\"user\": {\"keys\": 1}}");

        String local = local("AKIA");
        assertThat(keys("release-bot"))
                .hasSize(2)
                .extracting(AccessKeyMetadata::accessKeyId)
                .contains(local);
        assertThat(keys("release-bot")).allMatch(key -> key.statusAsString().equals("Active"));
        assertThat(local("AIDA")).startsWith("AIDA");
    }

    @Test
    void switchesTheKeyOfTheFindingOffWhereItIsInactive() throws IOException {
        mirror(
                "UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key",
                "{\"user\": {\"keys\": 1, \"keyInactive\": true}}");

        assertThat(keys("release-bot"))
                .filteredOn(key -> key.accessKeyId().equals(local("AKIA")))
                .allMatch(key -> key.statusAsString().equals("Inactive"));
        assertThat(keys("release-bot"))
                .filteredOn(key -> !key.accessKeyId().equals(local("AKIA")))
                .hasSize(1)
                .allMatch(key -> key.statusAsString().equals("Active"));
    }

    @Test
    void givesTheKeyToAnotherUserAndTheNameToASecondOne() throws IOException {
        mirror("UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key", "{\"key\": {\"owner\": \"renamed\"}}");

        assertThat(keys("renamed")).hasSize(1);
        assertThat(keys("release-bot")).isEmpty();
    }

    @Test
    void makesAUserWithoutTheKeyThatIsMissing() throws IOException {
        mirror("UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key", "{\"key\": {\"missing\": true}}");

        assertThat(keys("release-bot")).isEmpty();
        assertThat(world.ids().all().keySet()).noneMatch(id -> id.startsWith("AKIA"));
    }

    @Test
    void fillsARoleUpAndAgesItsRevocations() throws IOException {
        mirror(
                "Exfiltration-IAMUser-AnomalousBehavior.role-wide",
                "{\"role\": {\"inlinePolicyCharacters\": 500, \"otherRevocations\": {\"expired\": 2, \"unexpired\": 1}}}");

        List<String> names = iam().listRolePolicies(request -> request.roleName("data-analyst"))
                .policyNames();
        assertThat(names)
                .hasSize(4)
                .filteredOn(name -> name.startsWith("tourniquet-revoke-i-"))
                .hasSize(3);
        Stream<String> texts = names.stream().map(name -> policy("data-analyst", name));
        assertThat(texts)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).hasSize(500).contains("Allow"),
                        text -> assertThat(text).contains("2026-06-01T11:50:00Z", local("AROA")),
                        text -> assertThat(text).contains("2026-03-03T12:00:00Z"),
                        text -> assertThat(text).contains("2026-03-03T12:00:00Z"));
    }

    @Test
    void revokesASessionAsAnotherRegionWould() throws IOException {
        mirror("UnauthorizedAccess-IAMUser-TorIPCaller.instance-session", "{\"role\": {\"revoked\": \"-PT1M\"}}");

        assertThat(policy("pipeline-agent", "tourniquet-revoke-" + local("i-")))
                .contains("2026-06-01T12:01:00Z", local("AROA") + ":" + local("i-"));
    }

    @Test
    void makesAGroupOfTheSizeThatIsGiven() throws IOException {
        mirror(
                "Backdoor-EC2-CnCActivity.B",
                "{\"instance\": {\"autoScalingGroup\": {\"min\": 1, \"max\": 4, \"desired\": 3}}}");

        AutoScalingGroup group = clients.autoScaling()
                .describeAutoScalingGroups()
                .autoScalingGroups()
                .getFirst();
        assertThat(group.minSize()).isEqualTo(1);
        assertThat(group.maxSize()).isEqualTo(4);
        assertThat(group.desiredCapacity()).isEqualTo(3);
        assertThat(group.instances())
                .hasSize(3)
                .anyMatch(member -> member.instanceId().equals(local("i-")));
    }

    @Test
    void makesTheSurroundingsOfAnInstance() throws IOException {
        mirror("Backdoor-EC2-CnCActivity.B", """
                {"instance": {"classicLoadBalancers": 2, "elasticIp": true, "additionalInterfaces": 1, "owner": "karpenter",
                 "quarantineGroup": "squatted", "exempt": "until 2020-01-01", "lifecycle": "spot"}}""");

        var instance = clients.ec2()
                .describeInstances()
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
        assertThat(clients.classicLoadBalancing().describeLoadBalancers().loadBalancerDescriptions())
                .hasSize(2)
                .allMatch(each -> each.instances().getFirst().instanceId().equals(instance.instanceId()));
        assertThat(clients.ec2().describeAddresses().addresses())
                .singleElement()
                .matches(address -> address.networkInterfaceId().equals(local("eni-")));
        assertThat(instance.networkInterfaces()).hasSize(2);
        assertThat(instance.instanceLifecycleAsString()).isEqualTo("spot");
        assertThat(instance.tags())
                .anyMatch(tag -> tag.key().equals("karpenter.sh/nodepool"))
                .anyMatch(tag -> tag.value().equals("until 2020-01-01"));
        assertThat(clients.ec2().describeSecurityGroups().securityGroups())
                .filteredOn(group -> group.groupName().equals("tourniquet-quarantine"))
                .singleElement()
                .matches(group ->
                        group.tags().isEmpty() && !group.ipPermissions().isEmpty());
    }

    @Test
    void makesABucketThatIsSomebodyElses() throws IOException {
        mirror("Policy-S3-BucketPublicAccessGranted", "{\"bucket\": {\"owner\": \"210987654321\"}}");

        assertThat(world.closedBuckets()).hasSize(1);
        assertThat(clients.s3().listBuckets().buckets()).isEmpty();
        assertThat(world.state().resources().keySet()).anyMatch(name -> name.startsWith("bucket "));
    }

    @Test
    void makesTheBucketsAndInstancesOfAnAttackSequence() throws IOException {
        mirror("AttackSequence-S3-CompromisedData", "{}");
        mirror("AttackSequence-EC2-CompromisedInstanceGroup", "{}");

        assertThat(clients.s3().listBuckets().buckets()).hasSize(1);
        assertThat(clients.ec2().describeInstances().reservations())
                .hasSize(2)
                .allMatch(each ->
                        each.instances().getFirst().iamInstanceProfile().arn().endsWith("/ingest"));
    }

    private String local(String prefix) {
        return world.ids().all().entrySet().stream()
                .filter(id -> id.getKey().startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String policy(String role, String name) {
        return URLDecoder.decode(
                iam().getRolePolicy(request -> request.roleName(role).policyName(name))
                        .policyDocument(),
                StandardCharsets.UTF_8);
    }
}
