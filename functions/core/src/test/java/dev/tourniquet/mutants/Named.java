package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an event names in the places that may name a target of a response, in the form that such an id has. */
final class Named {
    private static final Pattern INSTANCE = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");
    private static final String ID = "[A-Z0-9]{12,28}";
    private static final String RESOURCE = "/detail/resource";

    private Named() {}

    /** As {@link #of} words them. */
    static Set<String> by(JsonNode event, Answer answer) {
        Set<String> named = new HashSet<>();
        String type = event.at("/detail/type").asText();
        String resourceType = event.at(RESOURCE + "/resourceType").asText();
        if (event.path("source").asText().equals("aws.macie")) {
            bucket(event.at("/detail/resourcesAffected/s3Bucket/name"), named);
        } else if (resourceType.equals("AttackSequence")) {
            Sequences.names(event.at(Sequences.PLACE), named);
        } else if (type.startsWith("Policy:S3/")) {
            if (type.equals("Policy:S3/AccountBlockPublicAccessDisabled")) {
                named.add("account " + event.at("/detail/accountId").asText());
            }
            buckets(event, named);
        } else {
            if (resourceType.equals("S3Bucket") || (resourceType.equals("AccessKey") && type.contains(":S3/"))) {
                buckets(event, named);
            }
            if (resourceType.equals("S3Bucket") || resourceType.equals("AccessKey")) {
                credential(event.at(RESOURCE + "/accessKeyDetails"), named);
            }
            if (resourceType.equals("Instance")
                    || type.startsWith("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration")) {
                instance(event.at(RESOURCE + "/instanceDetails/instanceId").asText(), named);
                String principal =
                        event.at(RESOURCE + "/accessKeyDetails/principalId").asText();
                instance(principal.substring(principal.indexOf(':') + 1), named);
            }
        }
        named.removeIf(each -> !kinds(answer).contains(each.substring(0, each.indexOf(' '))));
        return named;
    }

    /** The words for what is contained, with all that decides which resource that is. */
    static String of(Target target) {
        return switch (target) {
            case Target.Instance instance -> "instance " + instance.instanceId();
            case Target.RoleSession session -> "role " + session.roleName() + " " + session.roleId();
            case Target.UserAccessKey key -> "key " + key.accessKeyId() + " " + key.userId();
            case Target.UserSession user -> "user " + user.userId() + " " + user.accessKeyId();
            case Target.Bucket bucket -> "bucket " + bucket.name();
            case Target.AccountPublicAccess account -> "account " + account.accountId();
            case Target.OtherPrincipal _, Target.Unsupported _ -> "nothing that is contained";
        };
    }

    static Stream<String> idsOf(Target target) {
        return Stream.of(of(target).split(" ", -1)).skip(1).filter(id -> !id.isEmpty());
    }

    private static List<String> kinds(Answer answer) {
        return switch (answer) {
            case ISOLATE_INSTANCE -> List.of("instance");
            case REVOKE_SESSIONS -> List.of("role");
            case DEACTIVATE_ACCESS_KEY -> List.of("key", "user");
            case BLOCK_PUBLIC_ACCESS -> List.of("bucket", "account");
        };
    }

    static void instance(String id, Set<String> named) {
        if (INSTANCE.matcher(id).matches()) {
            named.add("instance " + id);
        }
    }

    static void bucket(JsonNode name, Set<String> named) {
        if (name.isTextual() && BUCKET.matcher(name.textValue()).matches()) {
            named.add("bucket " + name.textValue());
        }
    }

    private static void buckets(JsonNode event, Set<String> named) {
        event.at(RESOURCE + "/s3BucketDetails").forEach(each -> bucket(each.path("name"), named));
    }

    private static void credential(JsonNode details, Set<String> named) {
        credential(
                details.path("userType"),
                details.path("userName"),
                details.path("principalId"),
                details.path("accessKeyId"),
                named);
    }

    static void credential(JsonNode type, JsonNode name, JsonNode principal, JsonNode keyId, Set<String> named) {
        if (!List.of("AssumedRole", "Role", "IAMUser", "FederatedUser").contains(type.asText())) {
            return;
        }
        String roleId = principal.asText().split(":", 2)[0];
        String userId = principal.asText().matches("AIDA" + ID) ? principal.asText() : "";
        String key = keyId.asText().matches("A[KS]IA[A-Z0-9]{12,124}") ? keyId.asText() : "";
        if (roleId.matches("AROA" + ID) && NAME.matcher(name.asText()).matches()) {
            named.add("role " + name.asText() + " " + roleId);
        }
        if (key.startsWith("AKIA")) {
            named.add("key " + key + " " + userId);
        }
        boolean ofUser = List.of("IAMUser", "FederatedUser").contains(type.asText());
        if (!userId.isEmpty() || (ofUser && !key.isEmpty())) {
            named.add("user " + userId + " " + key);
        }
    }

    /** A long-term key of a role, the id of a role with a user. */
    static boolean contradicts(JsonNode details) {
        String key = details.path("accessKeyId").asText();
        String principal = details.path("principalId").asText();
        boolean longTerm = key.matches("AKIA[A-Z0-9]{12,124}");
        return switch (details.path("userType").asText()) {
            case "AssumedRole", "Role" -> longTerm || principal.startsWith("AIDA");
            case "IAMUser" -> principal.startsWith("AROA");
            case "FederatedUser" -> longTerm || principal.startsWith("AROA");
            default -> false;
        };
    }
}
