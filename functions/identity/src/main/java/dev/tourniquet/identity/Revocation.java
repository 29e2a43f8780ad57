package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamConditionKey;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/**
 * Denies everything to sessions that were issued before the cut-off. Only temporary credentials have an issue time, so a
 * long-term key is not affected.
 *
 * @param userId the {@code aws:userId} of the one session concerned, {@code AROA...:i-...}; null where it is the whole role
 * @param cutOff in whole seconds, the resolution of {@code aws:TokenIssueTime}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html">Revoke IAM role
 *     temporary security credentials</a>
 */
public record Revocation(@Nullable String userId, Instant cutOff) {
    /** How the names of our inline policies on roles start. */
    public static final String POLICY_PREFIX = "tourniquet-revoke-";

    private static final String USER_ID = "aws:userId";
    private static final String ISSUED = "aws:TokenIssueTime";

    /** AWS refuses calls whose clock is further off than this, so no responder writes a cut-off further ahead. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /**
     * No session of a role lives longer. The role's own maximum is not asked for: it may have been lowered since, and a
     * session keeps the time that it was given.
     */
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private static final Duration MARGIN = Duration.ofHours(1);

    public Revocation {
        if (!cutOff.equals(cutOff.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("the cut-off has a fraction of a second: " + cutOff);
        }
    }

    /** Whatever was issued up to {@code now} is cut off: rounded up, since an issue time has its fraction cut away. */
    public static Revocation upTo(Instant now, @Nullable String userId) {
        Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
        return new Revocation(userId, whole.equals(now) ? whole : whole.plusSeconds(1));
    }

    /** Reads a policy; empty where it is anything else than a revocation. */
    public static Optional<Revocation> read(String policy) {
        try {
            JsonNode document = Json.read(policy, JsonNode.class);
            JsonNode statement = single(document.path("Statement"));
            JsonNode condition = statement.path("Condition");
            JsonNode userId = single(condition.path("StringEquals").path(USER_ID));
            JsonNode cutOff = single(condition.path("DateLessThan").path(ISSUED));
            boolean scoped = condition.has("StringEquals");
            boolean revocation = fields(document, "Id", "Statement", "Version")
                    && fields(statement, "Action", "Condition", "Effect", "Resource", "Sid")
                    && statement.path("Effect").asText().equals("Deny")
                    && single(statement.path("Action")).asText().equals("*")
                    && single(statement.path("Resource")).asText().equals("*")
                    && fields(condition, "DateLessThan", "StringEquals")
                    && fields(condition.path("DateLessThan"), ISSUED)
                    && fields(condition.path("StringEquals"), USER_ID)
                    && userId.isTextual() == scoped;
            return revocation
                    ? Optional.of(new Revocation(scoped ? userId.asText() : null, Instant.parse(cutOff.asText())))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** As a policy, compact. */
    public String document() {
        return IamPolicy.builder()
                .addStatement(statement -> {
                    statement.effect(IamEffect.DENY).addAction("*").addResource("*");
                    if (userId != null) {
                        statement.addCondition(condition -> condition
                                .operator(IamConditionOperator.STRING_EQUALS)
                                .key(IamConditionKey.create(USER_ID))
                                .value(userId));
                    }
                    statement.addCondition(condition -> condition
                            .operator(IamConditionOperator.DATE_LESS_THAN)
                            .key(IamConditionKey.create(ISSUED))
                            .value(cutOff.toString()));
                })
                .build()
                .toJson();
    }

    /** Whether all that {@code other} denies is denied by this one. */
    public boolean covers(Revocation other) {
        return (userId == null || userId.equals(other.userId)) && !cutOff.isBefore(other.cutOff);
    }

    /**
     * Whether it denies sessions that are yet to come. None of ours does: this one was written by a broken clock, or by
     * somebody who would have the role denied for ever and the finding count as contained.
     */
    public boolean isAheadOf(Instant now) {
        return cutOff.isAfter(now.plus(CLOCKS_DIFFER));
    }

    /** Whether it denies nobody any more: no session that was issued before the cut-off can be valid still. */
    public boolean isExpired(Instant now) {
        // Not counted from the cut-off: somebody else's can be the last instant that there is.
        return cutOff.isBefore(now.minus(LONGEST_SESSION).minus(MARGIN));
    }

    /** The same for all sessions of the role. */
    public Revocation ofWholeRole() {
        return new Revocation(null, cutOff);
    }

    /** The elements of a policy that may hold one value or a list of them. */
    private static JsonNode single(JsonNode node) {
        return node.isArray() && node.size() == 1 ? node.get(0) : node;
    }

    private static boolean fields(JsonNode node, String... allowed) {
        Set<String> others = new TreeSet<>();
        node.fieldNames().forEachRemaining(others::add);
        return Set.of(allowed).containsAll(others);
    }
}
