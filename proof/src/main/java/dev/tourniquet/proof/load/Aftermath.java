package dev.tourniquet.proof.load;

import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.replay.world.Clients;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the account and the ledger look like in the end, read in bulk. */
final class Aftermath {
    private static final String PREFIX = "tourniquet-";

    private final Clients clients;
    private final Map<String, List<PolicyDetail>> policies = new HashMap<>();
    private final Map<String, List<Map<String, AttributeValue>>> cases = new HashMap<>();
    private final Map<String, Integer> snapshots = new HashMap<>();
    private final Set<String> quarantined = new HashSet<>();

    Aftermath(Clients clients, String table) {
        this.clients = clients;
        clients.iam()
                .getAccountAuthorizationDetailsPaginator(request -> request.filter(EntityType.ROLE, EntityType.USER))
                .forEach(page -> {
                    page.roleDetailList().forEach(role -> policies.put(role.roleName(), role.rolePolicyList()));
                    page.userDetailList().forEach(user -> policies.put(user.userName(), user.userPolicyList()));
                });
        clients.dynamo().scanPaginator(request -> request.tableName(table)).items().stream()
                .filter(item -> item.containsKey("document"))
                .forEach(item -> cases.computeIfAbsent(item.get("pk").s(), _ -> new ArrayList<>())
                        .add(item));
        clients.ec2().describeSnapshotsPaginator(request -> request.ownerIds("self")).snapshots().stream()
                .filter(snapshot -> snapshot.description().startsWith("Tourniquet"))
                .forEach(snapshot -> snapshots.merge(snapshot.volumeId(), 1, Integer::sum));
        clients.ec2().describeNetworkInterfacesPaginator().networkInterfaces().stream()
                .filter(network -> network.groups().stream()
                        .map(GroupIdentifier::groupName)
                        .allMatch(name -> name.startsWith(PREFIX)))
                .forEach(network -> quarantined.add(network.networkInterfaceId()));
    }

    /** The partition keys of all cases. */
    Set<String> series() {
        return Set.copyOf(cases.keySet());
    }

    /** What is wrong with the target's case: there is to be one, of the first generation, with every step in place. */
    List<String> faultsOfCase(Target target) {
        List<Map<String, AttributeValue>> found = cases.getOrDefault(target.series(), List.of());
        if (found.size() != 1) {
            return List.of(target.series() + " has " + found.size() + " cases");
        }
        Case last = Json.read(found.getFirst().get("document").s(), Case.class);
        boolean done = last.status() == Case.Status.ACTIVE
                && last.id().generation() == 1
                && !last.plan().steps().isEmpty()
                && last.unfinished().isEmpty()
                && last.lease() == null;
        return done
                ? List.of()
                : List.of("the case " + last.id() + " is " + last.status() + ", unfinished " + last.unfinished());
    }

    /** How large the target's case is. */
    int bytes(Target target) {
        return cases.get(target.series()).getFirst().values().stream()
                .mapToInt(value -> value.s() == null ? 8 : value.s().length())
                .sum();
    }

    /** How far the target is contained: what there is of it once, twice or not at all. */
    String containment(Target target) {
        return switch (target.kind()) {
            case INSTANCE ->
                "quarantined " + quarantined.contains(target.ownerId()) + ", snapshots " + snapshots(target)
                        + ", policies " + policies(target.owner(), target.id());
            case SESSION -> "policies " + policies(target.owner(), target.id());
            case KEY -> "active " + active(target) + ", policies " + policies(target.owner(), "");
            case BUCKET -> "blocked " + blocked(target.id());
        };
    }

    /** What {@link #containment} says of a target that was contained once. */
    static String once(Target.Kind kind) {
        return switch (kind) {
            case INSTANCE -> "quarantined true, snapshots [1], policies 1";
            case SESSION -> "policies 1";
            case KEY -> "active false, policies 1";
            case BUCKET -> "blocked true";
        };
    }

    /** What {@link #containment} says of a target that nobody touched. */
    static String never(Target.Kind kind) {
        return switch (kind) {
            case INSTANCE -> "quarantined false, snapshots [0], policies 0";
            case SESSION -> "policies 0";
            case KEY -> "active true, policies 0";
            case BUCKET -> "blocked false";
        };
    }

    private List<Integer> snapshots(Target instance) {
        Filter attached = Filter.builder()
                .name("attachment.instance-id")
                .values(instance.id())
                .build();
        return clients.ec2().describeVolumes(request -> request.filters(attached)).volumes().stream()
                .map(volume -> snapshots.getOrDefault(volume.volumeId(), 0))
                .toList();
    }

    private long policies(String owner, String named) {
        return policies.getOrDefault(owner, List.of()).stream()
                .filter(policy -> policy.policyName().startsWith(PREFIX))
                .map(policy -> URLDecoder.decode(policy.policyDocument(), StandardCharsets.UTF_8))
                .filter(document -> document.contains(named))
                .count();
    }

    private boolean active(Target key) {
        return clients.iam().listAccessKeys(request -> request.userName(key.owner())).accessKeyMetadata().stream()
                .filter(found -> found.accessKeyId().equals(key.id()))
                .anyMatch(found -> found.status() == StatusType.ACTIVE);
    }

    private boolean blocked(String bucket) {
        try {
            PublicAccessBlockConfiguration block = clients.s3()
                    .getPublicAccessBlock(request -> request.bucket(bucket))
                    .publicAccessBlockConfiguration();
            return block.blockPublicAcls()
                    && block.blockPublicPolicy()
                    && block.ignorePublicAcls()
                    && block.restrictPublicBuckets();
        } catch (S3Exception none) {
            return false;
        }
    }

    /** The messages of a queue, which are taken off it. */
    List<String> messages(String queueUrl) {
        List<String> all = new ArrayList<>();
        while (true) {
            List<String> some = clients
                    .sqs()
                    .receiveMessage(request -> request.queueUrl(queueUrl).maxNumberOfMessages(10))
                    .messages()
                    .stream()
                    .map(message -> message.body())
                    .collect(Collectors.toList());
            if (some.isEmpty()) {
                return all;
            }
            all.addAll(some);
        }
    }
}
