package dev.tourniquet.revokesessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A role's trust policy: who may assume it, and whether a session that is named after an EC2 instance can be one's.
 * Whoever may assume a role chooses the session's name; only of a role that AWS hands out to instances does the name prove
 * anything.
 */
final class Trust {
    /**
     * Those who name sessions after instances: EC2 for instance profiles, and Systems Manager where it manages all
     * instances of the account by default.
     */
    private static final Set<String> NAMING_AFTER_INSTANCES =
            Set.of("ec2.amazonaws.com", "ec2.amazonaws.com.cn", "ssm.amazonaws.com", "ssm.amazonaws.com.cn", "*");

    private static final List<String> WAYS_IN =
            List.of("sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity");

    private final @Nullable List<JsonNode> statements;

    private Trust(@Nullable List<JsonNode> statements) {
        this.statements = statements;
    }

    /** Reads the policy's text; what cannot be read is a trust of which nothing can be told. */
    static Trust of(String policy) {
        try {
            return new Trust(
                    items(Json.read(policy, JsonNode.class).path("Statement")).toList());
        } catch (IllegalArgumentException _) {
            return new Trust(null);
        }
    }

    /** Whether anything can be told. */
    boolean isKnown() {
        return statements != null;
    }

    /**
     * Whether the sessions may be those of instances. True where that cannot be told: taking an instance's session for
     * somebody else's would cut the whole role. So a denial counts only where it names the service, without a condition; one
     * for everybody is how a role is locked once it was abused, and tells nothing of the sessions from before.
     */
    boolean mayBeOfInstances() {
        return statements == null || allowing().anyMatch(this::letsInstancesIn);
    }

    /** Who may assume the role, in the order of the policy. */
    List<Assumer> assumers() {
        List<Assumer> found = new ArrayList<>();
        allowing()
                .filter(statement -> statement.has("NotAction") || waysIn(statement))
                .flatMap(statement ->
                        Assumer.of(statement).filter(each -> !isDenied(each)).map(this::withConditions))
                .forEach(each -> merge(found, each));
        return found;
    }

    private static void merge(List<Assumer> found, Assumer each) {
        Assumer other = new Assumer(each.kind(), each.name(), !each.conditional());
        if (found.contains(other)) {
            found.set(found.indexOf(other), new Assumer(each.kind(), each.name(), false));
        } else if (!found.contains(each)) {
            found.add(each);
        }
    }

    private boolean letsInstancesIn(JsonNode statement) {
        boolean naming = statement.has("NotPrincipal")
                || Assumer.named(statement)
                        .filter(NAMING_AFTER_INSTANCES::contains)
                        .anyMatch(name -> name.equals("*") || !isDenied(name, "sts:assumerole"));
        return naming && (statement.has("NotAction") || covers(statement, "sts:assumerole"));
    }

    private boolean isDenied(Assumer assumer) {
        return WAYS_IN.stream().allMatch(way -> isDenied(assumer.name(), way));
    }

    /** By name and for certain. */
    private boolean isDenied(String name, String way) {
        return denying()
                .filter(statement -> !statement.has("Condition") && covers(statement, way))
                .anyMatch(statement -> Assumer.named(statement).anyMatch(name::equals));
    }

    /** A denial that may be about anybody is a condition for everybody. */
    private Assumer withConditions(Assumer assumer) {
        boolean hedged = denying()
                .anyMatch(statement -> statement.has("NotPrincipal")
                        || Assumer.named(statement).anyMatch(name -> name.equals("*") || name.equals(assumer.name())));
        return hedged ? new Assumer(assumer.kind(), assumer.name(), true) : assumer;
    }

    private static boolean waysIn(JsonNode statement) {
        return WAYS_IN.stream().anyMatch(way -> covers(statement, way));
    }

    private static boolean covers(JsonNode statement, String action) {
        return items(statement.path("Action"))
                .flatMap(each -> Pattern.compile("[*?]|[^*?]+")
                        .matcher(each.asText().toLowerCase(Locale.ROOT))
                        .results()
                        .map(MatchResult::group)
                        .map(part -> switch (part) {
                            case "*" -> ".*";
                            case "?" -> ".";
                            default -> Pattern.quote(part);
                        })
                        .reduce(String::concat)
                        .stream())
                .anyMatch(action::matches);
    }

    private Stream<JsonNode> allowing() {
        return ofEffect("Allow");
    }

    private Stream<JsonNode> denying() {
        return ofEffect("Deny");
    }

    private Stream<JsonNode> ofEffect(String effect) {
        return statements == null
                ? Stream.empty()
                : statements.stream()
                        .filter(statement -> statement.path("Effect").asText().equals(effect));
    }

    static Stream<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
