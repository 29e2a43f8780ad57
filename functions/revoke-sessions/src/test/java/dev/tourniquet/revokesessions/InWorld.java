package dev.tourniquet.revokesessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tests over the wire: the real handler, with real events, on the local AWS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InWorld {
    static final String INSTANCE = "i-04bdc871435eda81b";
    static final String OTHER_INSTANCE = "i-03fa759e824270c1f";
    static final String POLICY = "tourniquet-revoke-" + INSTANCE;
    static final String ROLE_POLICY = "tourniquet-revoke-all-sessions";

    World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    @AfterAll
    void end() {
        world.close();
    }

    String cutOff(String role, String policy) {
        return Revocation.read(world.policies(role).get(policy))
                .orElseThrow()
                .cutOff()
                .toString();
    }

    void put(String role, String name, String document) {
        world.iam.putRolePolicy(
                request -> request.roleName(role).policyName(name).policyDocument(document));
    }

    void tag(String role, String value) {
        Tag tag = Tag.builder().key("tourniquet:exempt").value(value).build();
        world.iam.tagRole(request -> request.roleName(role).tags(tag));
    }

    static String allowAll() {
        return Json.write(Json.read(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                JsonNode.class));
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
