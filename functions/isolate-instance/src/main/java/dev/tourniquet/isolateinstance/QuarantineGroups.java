package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Finds, creates and empties quarantine groups. */
final class QuarantineGroups {
    private static final Set<String> DUPLICATE = Set.of("InvalidGroup.Duplicate");
    private static final int MOST = 5;
    private static final String DESCRIPTION = "Tourniquet: isolated interfaces. Never add a rule.";

    /** A new group may take a moment to be seen, and so may the end of its rules. */
    private static final List<Duration> PAUSES =
            Stream.of(0, 0, 200, 400, 800, 1600).map(Duration::ofMillis).toList();

    private final Ec2Client ec2;
    private final String account;
    private final Pause pause;

    QuarantineGroups(Ec2Client ec2, String account, Pause pause) {
        this.ec2 = ec2;
        this.account = account;
        this.pause = pause;
    }

    /** The groups under a reserved name, of all VPCs of the account, also those that others made. */
    List<QuarantineGroup> all() {
        return named("*", List.of());
    }

    /** The groups under a reserved name in one VPC, also those that others made. */
    List<QuarantineGroup> in(String vpcId) {
        return named(vpcId, List.of(filter("vpc-id", vpcId)));
    }

    /** Whether an interface of {@code vpcId} that is in these groups lies in an own quarantine group without rules, alone. */
    boolean isQuarantined(List<GroupIdentifier> groups, String vpcId) {
        return in(vpcId).stream()
                .filter(QuarantineGroup::isSafe)
                .anyMatch(group -> NetworkInterfaces.groups(groups).equals(List.of(group.id())));
    }

    /**
     * Makes sure that the VPC has an own group without rules, read back. A group of the name that lacks our tag belongs to
     * somebody else, who may add rules at will: it is left alone, and the next name is taken. So it is where no own group can
     * be emptied, or somebody adds the rules again.
     *
     * @param absent that no group has a reserved name, as far as is known, to save a call
     * @param passedOver told why an own group was not emptied, where another is used in its place
     */
    QuarantineGroup ensure(String vpcId, boolean absent, Consumer<CallFailed> passedOver) {
        Set<String> taken = new HashSet<>();
        Emptying emptying = new Emptying(ec2);
        Optional<String> created = absent ? create(vpcId, taken) : Optional.empty();
        for (Duration wait : PAUSES) {
            if (wait.isPositive()) {
                pause.forDuration(wait);
            }
            List<QuarantineGroup> found = in(vpcId);
            Optional<QuarantineGroup> best = emptying.best(found);
            if (best.filter(QuarantineGroup::isSafe).isPresent()) {
                emptying.failure().ifPresent(passedOver);
                return best.get();
            }
            if (emptying.empties(found, wait.isPositive())) {
                continue;
            }
            if (created.filter(emptying::gaveUp).isPresent() || isFull(found)) {
                break;
            }
            Set<String> seen = found.stream().map(QuarantineGroup::name).collect(Collectors.toSet());
            // A taken name that is not in sight may be the group of another delivery: it is given a moment to appear.
            if (created.isEmpty() && (seen.containsAll(taken) || wait.isPositive())) {
                taken.addAll(seen);
                created = create(vpcId, taken);
            }
        }
        throw emptying.failure()
                .orElseGet(() -> new CallFailed(
                        "ec2:DescribeSecurityGroups",
                        vpcId,
                        "NoEmptyQuarantineGroup",
                        CallFailed.Kind.RETRYABLE,
                        null));
    }

    /** Whoever adds rules again and again is not given a new group each time. */
    private static boolean isFull(List<QuarantineGroup> found) {
        return found.stream().filter(QuarantineGroup::ours).count() >= MOST;
    }

    /** Which of these groups do not exist. */
    List<String> missing(List<String> groupIds) {
        List<String> found = Calls.call(
                "ec2:DescribeSecurityGroups",
                String.join(",", groupIds),
                () -> ec2
                        .describeSecurityGroups(
                                request -> request.filters(filter("group-id", groupIds.toArray(String[]::new))))
                        .securityGroups()
                        .stream()
                        .map(SecurityGroup::groupId)
                        .toList());
        return groupIds.stream().filter(id -> !found.contains(id)).toList();
    }

    /** Creates a group under the first name that is not taken; nothing, and one more name is taken, where it exists. */
    private Optional<String> create(String vpcId, Set<String> taken) {
        String name = QuarantineGroup.freeName(taken);
        // Whoever creates it first, creates it for all: the group that is there is the one that is read next.
        Optional<String> created = Calls.find(
                        "ec2:CreateSecurityGroup",
                        vpcId,
                        DUPLICATE,
                        () -> ec2.createSecurityGroup(request -> request.vpcId(vpcId)
                                .groupName(name)
                                .description(DESCRIPTION)
                                .tagSpecifications(Tags.on(ResourceType.SECURITY_GROUP, QuarantineGroup.TAG, "true"))))
                .map(CreateSecurityGroupResponse::groupId);
        if (created.isEmpty()) {
            taken.add(name);
        }
        return created;
    }

    private List<QuarantineGroup> named(String resource, List<Filter> filters) {
        List<Filter> all = Stream.concat(Stream.of(filter("group-name", QuarantineGroup.NAME + "*")), filters.stream())
                .toList();
        return Calls.call(
                "ec2:DescribeSecurityGroups",
                resource,
                () -> ec2.describeSecurityGroupsPaginator(request -> request.filters(all)).securityGroups().stream()
                        // In a shared VPC others may have groups of this name.
                        .filter(group -> account.equals(group.ownerId()))
                        .filter(group -> QuarantineGroup.isReserved(group.groupName()))
                        .map(QuarantineGroup::of)
                        .toList());
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
