package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What GuardDuty saw belong together over hours. Its actors' credentials, buckets and instances are targets; everything
 * stands in {@code service.detection.sequence}, the finding's own {@code resource} says nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html">Sequence</a>
 */
record AttackSequence(List<Target> targets, List<String> doubts) {
    /** Of each list this many are read; a person decides about a longer one. */
    private static final int MOST = 50;

    static AttackSequence of(JsonNode sequence, String account) {
        List<String> doubts = new ArrayList<>();
        Set<Target> targets = new LinkedHashSet<>();
        List<JsonNode> actors = some(sequence, "actors", doubts);
        List<JsonNode> resources = some(sequence, "resources", doubts);
        for (JsonNode actor : actors) {
            String owner = account(actor.path("user").path("account").path("uid"), doubts);
            credential(credential(actor), owner, account, targets, doubts);
        }
        for (JsonNode resource : resources) {
            String owner = account(resource.path("accountId"), doubts);
            if (actors.isEmpty() && resource.path("resourceType").asText().equals("ACCESS_KEY")) {
                credential(accessKey(resource), owner, account, targets, doubts);
            } else if (isOwn(owner, account) && isOwn(accountInArn(resource.path("uid")), account)) {
                resource(resource, targets);
            }
        }
        if (actors.size() == 1) {
            doubts.addAll(keysOfOthers(credential(actors.getFirst()), resources));
        }
        long principals = targets.stream().filter(AttackSequence::isPrincipal).count();
        if (Math.max(principals, actors.size()) > 1) {
            doubts.add("the attack sequence has several actors: which of them to contain is a person's decision");
        }
        if (targets.isEmpty()) {
            targets.add(
                    new Target.Unsupported("AttackSequence", "-", "the sequence names nothing that can be contained"));
        }
        return new AttackSequence(
                List.copyOf(targets), doubts.stream().distinct().toList());
    }

    private static void credential(
            Credential credential, String owner, String account, Set<Target> targets, List<String> doubts) {
        if (!owner.isEmpty() && !owner.equals(account)) {
            targets.add(new Target.OtherPrincipal(Target.OtherPrincipal.Kind.AWS_ACCOUNT, owner));
            return;
        }
        targets.add(credential.target());
        doubts.addAll(credential.contradictions());
    }

    private static Credential credential(JsonNode actor) {
        JsonNode user = actor.path("user");
        return Credential.of(user.path("type"), user.path("name"), user.path("uid"), user.path("credentialUid"));
    }

    private static Credential accessKey(JsonNode resource) {
        JsonNode key = resource.path("data").path("accessKey");
        return Credential.of(key.path("userType"), key.path("userName"), key.path("principalId"), resource.path("uid"));
    }

    /** The documentation does not say whether a uid is an id, a name or an ARN: all end alike. */
    private static void resource(JsonNode resource, Set<Target> targets) {
        String uid = Fields.text(resource.path("uid"));
        String end = uid.substring(Math.max(uid.lastIndexOf('/'), uid.lastIndexOf(':')) + 1);
        switch (resource.path("resourceType").asText()) {
            case "EC2_INSTANCE" -> {
                if (Fields.INSTANCE_ID.matcher(end).matches()) {
                    targets.add(new Target.Instance(end, false));
                }
            }
            case "S3_BUCKET" -> {
                if (Fields.BUCKET_NAME.matcher(end).matches()) {
                    targets.add(new Target.Bucket(end));
                }
            }
            default -> {
                // Clusters, images, networks and the like: no response contains them.
            }
        }
    }

    private static boolean isOwn(String owner, String account) {
        return owner.isEmpty() || owner.equals(account);
    }

    /** Empty where the uid is no ARN, or one without an account, as a bucket's. */
    private static String accountInArn(JsonNode uid) {
        String[] parts = Fields.text(uid).split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") ? parts[4] : "";
    }

    private static boolean isPrincipal(Target target) {
        return switch (target) {
            case Target.RoleSession _, Target.UserAccessKey _, Target.UserSession _, Target.OtherPrincipal _ -> true;
            case Target.Instance _, Target.Bucket _, Target.AccountPublicAccess _, Target.Unsupported _ -> false;
        };
    }

    /** Whose it is; empty where the sequence does not say. What it says in another form than an account's is doubted. */
    private static String account(JsonNode uid, List<String> doubts) {
        @Nullable String account = Fields.matching(uid, Fields.ACCOUNT_ID);
        boolean stated = !uid.isMissingNode()
                && !uid.isNull()
                && !(uid.isTextual() && uid.textValue().isEmpty());
        if (account == null && stated) {
            doubts.add("the attack sequence names an account in a form that cannot be read");
        }
        return account == null ? "" : account;
    }

    /** What is done about the only actor leaves these as they are. */
    private static List<String> keysOfOthers(Credential actor, List<JsonNode> resources) {
        return resources.stream()
                .filter(resource -> resource.path("resourceType").asText().equals("ACCESS_KEY"))
                .map(AttackSequence::accessKey)
                .filter(key -> !isOf(actor, key))
                .map(key -> "the attack sequence also names the key "
                        + (key.accessKeyId().isEmpty() ? "of another principal" : key.accessKeyId())
                        + ", which is not that of its actor: whether to contain that one is a person's decision")
                .distinct()
                .toList();
    }

    /** A temporary key of the same principal falls with the principal's sessions. */
    private static boolean isOf(Credential actor, Credential key) {
        boolean sameKey = key.accessKeyId().equals(actor.accessKeyId());
        if (actor.principalId().isEmpty() || key.principalId().isEmpty()) {
            return sameKey;
        }
        return key.principalId().equals(actor.principalId())
                && (sameKey || !key.accessKeyId().startsWith("AKIA"));
    }

    private static List<JsonNode> some(JsonNode sequence, String name, List<String> doubts) {
        JsonNode list = sequence.path(name);
        if (list.isArray() && list.size() > MOST) {
            doubts.add("the attack sequence lists " + list.size() + " " + name + ", and only the first " + MOST
                    + " were read");
        }
        return Stream.of(list)
                .filter(JsonNode::isArray)
                .flatMap(JsonNode::valueStream)
                .limit(MOST)
                .toList();
    }
}
