package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.exemption.NamePattern;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/**
 * What is denied to a contained user, in two statements: everything to its sessions from before the cut-off, and to whatever
 * acts as the user what would give it credentials again or take this policy away. A long-term key has no issue time, so the
 * first statement does nothing to it: only deactivating a key stops that key.
 *
 * <p>Both bind this user alone. Other principals go on managing it, administrators as well as an attacker who holds one.
 *
 * @param sessions the first statement
 * @param user the user's ARN; characters that mean something else in a policy stand as {@code ?}, which fits any one
 * @param undoing the actions of the second statement
 */
public record UserDenial(Revocation sessions, String user, Set<String> undoing) {
    /** How the names of our inline policies on users start. */
    public static final String POLICY_PREFIX = "tourniquet-deny-";

    /**
     * The credentials that a user can make or switch on for itself; its MFA devices, since whoever registers one of his own
     * keeps what asks for it, and keeps the user out; the policy by its name; and the user's name and path, since the ARN of a
     * user that was renamed would not fit. What is attached in addition needs no mention: no allow outweighs a deny. Changing a
     * known password is left to the user, who should.
     */
    private static final List<String> UNDOING = List.of(
            "iam:CreateAccessKey",
            "iam:UpdateAccessKey",
            "iam:CreateLoginProfile",
            "iam:UpdateLoginProfile",
            "iam:*ServiceSpecificCredential",
            "iam:*SSHPublicKey",
            "iam:*SigningCertificate",
            "iam:EnableMFADevice",
            "iam:DeactivateMFADevice",
            "iam:PutUserPolicy",
            "iam:DeleteUserPolicy",
            "iam:UpdateUser");

    public UserDenial {
        undoing = Set.copyOf(undoing);
    }

    /** Cuts off the user's sessions by {@code sessions}, a revocation without a session of its own. */
    public static UserDenial of(Revocation sessions, String userArn) {
        return new UserDenial(sessions, pattern(userArn), Set.copyOf(UNDOING));
    }

    /** Reads a policy; empty where it is anything else than such a denial. */
    public static Optional<UserDenial> read(String policy) {
        try {
            JsonNode document = Json.read(policy, JsonNode.class);
            JsonNode statements = document.path("Statement");
            JsonNode second = statements.path(1);
            if (statements.size() != 2 || !deniesOneUser(second)) {
                return Optional.empty();
            }
            ObjectNode first = document.deepCopy();
            first.set("Statement", statements.get(0));
            return Revocation.read(Json.write(first))
                    .filter(sessions -> sessions.userId() == null)
                    .map(sessions ->
                            new UserDenial(sessions, second.path("Resource").asText(), actions(second)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** As a policy, compact. */
    public String document() {
        return IamPolicy.fromJson(sessions.document()).toBuilder()
                .addStatement(statement -> statement
                        .effect(IamEffect.DENY)
                        .actionIds(undoing.stream().sorted().toList())
                        .addResource(user))
                .build()
                .toJson();
    }

    /** Sessions issued before are denied everything. */
    public Instant cutOff() {
        return sessions.cutOff();
    }

    /** Whether it keeps the same user from at least the same. */
    public boolean guards(UserDenial other) {
        return user.equals(other.user) && other.undoing.stream().allMatch(this::forbids);
    }

    /** A wildcard forbids what an earlier version forbade by name. */
    private boolean forbids(String action) {
        return undoing.stream().anyMatch(pattern -> NamePattern.matches(pattern, action));
    }

    /** Whether all that {@code other} denies is denied by this one. */
    public boolean covers(UserDenial other) {
        return guards(other) && sessions.covers(other.sessions);
    }

    /** As {@link Revocation#isAheadOf}. */
    public boolean isAheadOf(Instant now) {
        return sessions.isAheadOf(now);
    }

    private static boolean deniesOneUser(JsonNode statement) {
        Set<String> elements = new HashSet<>();
        statement.fieldNames().forEachRemaining(elements::add);
        elements.remove("Sid");
        return elements.equals(Set.of("Effect", "Action", "Resource"))
                && statement.path("Effect").asText().equals("Deny")
                && statement.path("Resource").isTextual()
                && statement.path("Action").isArray()
                && statement.path("Action").valueStream().allMatch(JsonNode::isTextual);
    }

    private static Set<String> actions(JsonNode statement) {
        return statement.path("Action").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    /** A path may have any printable character in it. */
    private static String pattern(String arn) {
        return arn.replaceAll("[^\\w+=,.@:/-]", "?");
    }
}
