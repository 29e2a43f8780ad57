package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Finds, creates and completes all-open groups. Nothing is ever taken out of one: what has other rules is not used. */
final class ConnectionCutGroups {
    private static final Set<String> DUPLICATE_GROUP = Set.of("InvalidGroup.Duplicate");
    private static final Set<String> DUPLICATE_RULE = Set.of("InvalidPermission.Duplicate");
    private static final String DESCRIPTION = "Tourniquet: cuts connections. Never leave an interface in it.";

    /** A new group may take a moment to be seen, and so may its rules. */
    private static final List<Duration> PAUSES =
            Stream.of(0, 0, 200, 400, 800).map(Duration::ofMillis).toList();

    private final Ec2Client ec2;
    private final String account;
    private final Pause pause;

    ConnectionCutGroups(Ec2Client ec2, String account, Pause pause) {
        this.ec2 = ec2;
        this.account = account;
        this.pause = pause;
    }

    /** The groups of all VPCs of the account. */
    List<ConnectionCutGroup> all() {
        return read("*", List.of(filter("group-name", ConnectionCutGroup.NAME)));
    }

    /** The group of one VPC. */
    Optional<ConnectionCutGroup> in(String vpcId) {
        return read(vpcId, List.of(filter("group-name", ConnectionCutGroup.NAME), filter("vpc-id", vpcId))).stream()
                .findFirst();
    }

    /** Makes sure that the VPC has a fit group, read back. */
    void ensure(String vpcId) {
        boolean created = false;
        for (Duration wait : PAUSES) {
            if (wait.isPositive()) {
                pause.forDuration(wait);
            }
            Optional<ConnectionCutGroup> group = in(vpcId);
            if (group.filter(ConnectionCutGroup::isFit).isPresent()) {
                return;
            }
            group.ifPresent(this::complete);
            if (group.isEmpty() && !created) {
                create(vpcId);
                created = true;
            }
        }
        throw new CallFailed("ec2:DescribeSecurityGroups", vpcId, "NoAllOpenGroup", CallFailed.Kind.RETRYABLE, null);
    }

    private void create(String vpcId) {
        Calls.find(
                "ec2:CreateSecurityGroup",
                vpcId,
                DUPLICATE_GROUP,
                () -> ec2.createSecurityGroup(request -> request.vpcId(vpcId)
                        .groupName(ConnectionCutGroup.NAME)
                        .description(DESCRIPTION)
                        .tagSpecifications(Tags.on(ResourceType.SECURITY_GROUP, ConnectionCutGroup.TAG, "true"))));
    }

    private void complete(ConnectionCutGroup group) {
        group.obstacle().ifPresent(obstacle -> {
            throw new CallFailed(
                    "ec2:AuthorizeSecurityGroupIngress", group.id(), obstacle, CallFailed.Kind.REJECTED, null);
        });
        List<IpPermission> in = ConnectionCutGroup.missing(group.ingress());
        if (!in.isEmpty()) {
            Calls.find(
                    "ec2:AuthorizeSecurityGroupIngress",
                    group.id(),
                    DUPLICATE_RULE,
                    () -> ec2.authorizeSecurityGroupIngress(
                            request -> request.groupId(group.id()).ipPermissions(in)));
        }
        List<IpPermission> out = ConnectionCutGroup.missing(group.egress());
        if (!out.isEmpty()) {
            Calls.find(
                    "ec2:AuthorizeSecurityGroupEgress",
                    group.id(),
                    DUPLICATE_RULE,
                    () -> ec2.authorizeSecurityGroupEgress(
                            request -> request.groupId(group.id()).ipPermissions(out)));
        }
    }

    private List<ConnectionCutGroup> read(String resource, List<Filter> filters) {
        return Calls.call(
                "ec2:DescribeSecurityGroups",
                resource,
                () -> ec2.describeSecurityGroupsPaginator(request -> request.filters(filters)).securityGroups().stream()
                        .filter(group -> account.equals(group.ownerId()))
                        .map(ConnectionCutGroup::of)
                        .toList());
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
