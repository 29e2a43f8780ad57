package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.iam.model.Role;

/** A test about an instance that has the instance profile {@code web}. */
abstract class WithProfile extends InWorld {
    static final String STEP = "revoke-instance-session";
    static final String ADMINISTRATOR =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    Role role = Role.builder().build();
    String instance = "";

    @BeforeEach
    void start() {
        role = world.profile("/team/web/", "web");
        instance = world.instance(network, app, "web");
    }

    void removeProfile() {
        world.iam.removeRoleFromInstanceProfile(
                request -> request.instanceProfileName("web").roleName("web"));
        world.iam.deleteInstanceProfile(request -> request.instanceProfileName("web"));
    }

    void put(String document) {
        world.iam.putRolePolicy(
                request -> request.roleName("web").policyName(policyName()).policyDocument(document));
    }

    String policyName() {
        return "tourniquet-revoke-" + instance + "-isolated";
    }

    Revocation standing() {
        return Revocation.read(world.policiesOf("web").get(policyName())).orElseThrow();
    }

    String session(String instanceId) {
        return role.roleId() + ":" + instanceId;
    }

    Decision decide(String userId, Instant issued) {
        return evaluate(call(userId).withTokenIssuedAt(issued));
    }

    Decision evaluate(Request call) {
        return PolicyEvaluator.evaluate(
                List.of(ADMINISTRATOR, world.policiesOf("web").get(policyName())), call);
    }

    static Request call(String userId) {
        return Request.of("s3:GetObject", "arn:aws:s3:::secrets/key").with("aws:userId", userId);
    }

    static String next(JsonNode result) {
        return result.path("report").path("nextSteps").toString();
    }
}
