package dev.tourniquet.revokesessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Tells from a role's trust policy whether a session that is named after an EC2 instance can be one's. Whoever may assume
 * a role chooses the session's name; only of a role that AWS hands out to instances does the name prove anything.
 */
final class Trust {
    /**
     * Those who name sessions after instances: EC2 for instance profiles, and Systems Manager where it manages all
     * instances of the account by default.
     */
    private static final Set<String> NAMING_AFTER_INSTANCES =
            Set.of("ec2.amazonaws.com", "ec2.amazonaws.com.cn", "ssm.amazonaws.com", "ssm.amazonaws.com.cn", "*");

    private static final Set<String> ASSUMING = Set.of("sts:assumerole", "sts:*", "*");

    private Trust() {}

    /**
     * Whether the sessions may be those of instances. True where the policy cannot be told: taking an instance's session
     * for somebody else's would cut the whole role.
     *
     * @param policy the trust policy's text
     */
    static boolean mayBeOfInstances(String policy) {
        try {
            return items(Json.read(policy, JsonNode.class).path("Statement")).anyMatch(Trust::letsInstancesIn);
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static boolean letsInstancesIn(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        boolean naming = statement.has("NotPrincipal")
                || Stream.of(principal, principal.path("AWS"), principal.path("Service"))
                        .flatMap(Trust::items)
                        .anyMatch(each -> NAMING_AFTER_INSTANCES.contains(each.asText()));
        boolean assuming = statement.has("NotAction")
                || items(statement.path("Action"))
                        .anyMatch(action -> ASSUMING.contains(action.asText().toLowerCase(Locale.ROOT)));
        return statement.path("Effect").asText().equals("Allow") && naming && assuming;
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
