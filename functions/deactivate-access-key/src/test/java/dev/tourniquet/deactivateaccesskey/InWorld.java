package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Tests over the wire: the real handler, with real events, on the local AWS, where there is alice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InWorld {
    /** The time of the tests, rounded up. */
    static final String CUT_OFF = "2026-10-22T17:00:01Z";

    static final String ALICE_ARN = "arn:aws:iam::123456789012:user/alice";
    static final String SESSIONS = "tourniquet-deny-sessions";

    World world;
    String alice;
    String key;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
        alice = world.user("alice");
        key = world.key("alice");
    }

    @AfterAll
    void end() {
        world.close();
    }

    JsonNode keyFinding() {
        return Findings.ofKey(key, "alice", alice);
    }

    static String policyName(String key) {
        return "tourniquet-deny-" + key;
    }

    /** The document of a denial for alice. */
    static String denial(String cutOff) {
        return UserDenial.of(new Revocation(null, Instant.parse(cutOff)), ALICE_ARN)
                .document();
    }

    String cutOff(String user, String policy) {
        return UserDenial.read(world.policies(user).get(policy))
                .orElseThrow()
                .cutOff()
                .toString();
    }

    static String allowAll() {
        return Json.write(Json.read(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                JsonNode.class));
    }

    static String outcome(JsonNode report) {
        return report.path("outcome").asText();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
