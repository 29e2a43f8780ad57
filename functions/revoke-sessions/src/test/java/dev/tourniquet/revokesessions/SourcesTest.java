package dev.tourniquet.revokesessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Findings that are about a bucket or a whole attack, and whose credential is a session. */
final class SourcesTest extends InWorld {
    private Role role;

    @BeforeEach
    void answerThoseTypesToo() {
        world.environment.put("TOURNIQUET_FINDING_TYPES", "Exfiltration:S3/,AttackSequence:");
        role = world.role("claims-reader");
    }

    @Test
    void revokesTheSessionThatAFindingOnABucketNames() {
        JsonNode report = world.report(ofRole("Exfiltration-S3-AnomalousBehavior"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId());
        assertThat(world.policies("claims-reader")).containsOnlyKeys(ROLE_POLICY);
    }

    @Test
    void revokesTheSessionOfTheOneActorOfAnAttackSequence() {
        JsonNode report = world.report(ofRole("AttackSequence-S3-CompromisedData"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("claims-reader")).containsOnlyKeys(ROLE_POLICY);
    }

    @Test
    void leavesAnAttackSequenceWithSeveralActorsToAPerson() {
        ObjectNode event = ofRole("AttackSequence-S3-CompromisedData");
        ArrayNode actors = (ArrayNode) event.at("/detail/service/detection/sequence/actors");
        Role other = world.role("other");
        String actor = Json.write(actors.get(0));
        actors.add(Json.read(
                actor.replace(role.roleId(), other.roleId()).replace("claims-reader", "other"), JsonNode.class));

        JsonNode results = world.deliver(event).path("results");

        assertThat(results)
                .hasSize(2)
                .allMatch(result -> result.at("/report/outcome").asText().equals("AWAITING_APPROVAL"));
        assertThat(world.policies("claims-reader")).isEmpty();
        assertThat(world.policies("other")).isEmpty();
    }

    private ObjectNode ofRole(String sample) {
        String event = Json.write(World.sample(sample));
        return Json.read(event.replaceAll("AROA[A-Z0-9]+EXAMPLE", role.roleId()), ObjectNode.class);
    }
}
