package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.IamClient;

/** Gives a role the inline policies that it has before the event: revocations of ours, and the workload's own. */
final class RolePolicies {
    private final IamClient iam;
    private final String role;
    private final String id;
    private final InstantSource clock;

    /** @param id the role's local id */
    RolePolicies(IamClient iam, String role, String id, InstantSource clock) {
        this.iam = iam;
        this.role = role;
        this.id = id;
        this.clock = clock;
    }

    void add(JsonNode said) {
        int number = 0;
        for (int left = said.path("otherRevocations").path("expired").asInt(0); left > 0; left--) {
            revocation("i-0%016x".formatted(++number), Duration.ofDays(90));
        }
        for (int left = said.path("otherRevocations").path("unexpired").asInt(0); left > 0; left--) {
            revocation("i-0%016x".formatted(++number), Duration.ofMinutes(10));
        }
        int characters = said.path("inlinePolicyCharacters").asInt(0);
        if (characters > 0) {
            put("workload", Filler.policy(characters));
        }
    }

    /** As another delivery left it, so long ago; ahead of now where that is negative. */
    void revocation(String session, Duration ago) {
        Instant cutOff = clock.instant().minus(ago).truncatedTo(ChronoUnit.SECONDS);
        put("tourniquet-revoke-" + session, """
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":\
                {"StringEquals":{"aws:userId":"%s:%s"},"DateLessThan":{"aws:TokenIssueTime":"%s"}}}}""".formatted(id, session, cutOff));
    }

    private void put(String name, String document) {
        iam.putRolePolicy(request -> request.roleName(role).policyName(name).policyDocument(document));
    }
}
