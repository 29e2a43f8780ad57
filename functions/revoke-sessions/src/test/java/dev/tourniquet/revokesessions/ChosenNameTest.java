package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.lastSeen;
import static dev.tourniquet.revokesessions.World.severity;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.Revocation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.model.Role;

/** A session that is named after an instance, of a role that no instance can have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChosenNameTest {
    private static final String INSTANCE = "i-04bdc871435eda81b";
    private static final String POLICY = "tourniquet-revoke-" + INSTANCE;
    private static final Instant FIRST = Instant.parse("2026-10-22T17:00:01Z");
    private static final Instant SECOND = Instant.parse("2026-10-22T18:00:01Z");

    private World world;

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

    @Test
    void cutsTheWholeRoleWhereTheFindingIsSevereEnoughForThat() {
        Role role = world.roleOfLambda("api");

        JsonNode report = world.report(severity(finding(role, INSTANCE), 7));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId() + ":" + INSTANCE);
        assertThat(standing()).isEqualTo(new Revocation(null, FIRST));
        assertThat(report.path("residualRisks").toString())
                .contains("all sessions of the role are cut", "the legitimate ones too")
                .doesNotContain("metadata service");
        assertThat(report.path("nextSteps").toString())
                .contains("Find out who assumed api")
                .doesNotContain("Isolate the instance");

        world.release(report);

        assertThat(world.policies("api")).isEmpty();
    }

    @Test
    void cutsTheSessionAloneWhereTheFindingIsNotAndSaysWhatThatLeaves() {
        Role role = world.roleOfLambda("api");

        JsonNode report = world.report(severity(finding(role, INSTANCE), 6.9));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(standing()).isEqualTo(new Revocation(role.roleId() + ":" + INSTANCE, FIRST));
        assertThat(report.path("residualRisks").toString()).contains("the role's other sessions are not cut");
        assertThat(report.path("nextSteps").toString()).contains("Revoke all sessions of api by hand");
    }

    @Test
    void widensTheCutForASevererFindingAndNeverNarrowsItAgain() {
        Role role = world.roleOfLambda("api");
        JsonNode report = world.report(severity(finding(role, INSTANCE), 5));
        world.report(severity(finding(role, INSTANCE), 8));
        assertThat(standing()).isEqualTo(new Revocation(null, FIRST));

        assertThat(world.report(severity(finding(role, INSTANCE), 5))
                        .path("outcome")
                        .asText())
                .isEqualTo("ALREADY_CONTAINED");
        assertThat(standing()).isEqualTo(new Revocation(null, FIRST));
        assertThat(world.release(report).at("/released/steps/0/result").asText())
                .isEqualTo("RESTORED");
        assertThat(world.policies("api")).isEmpty();
    }

    @Test
    void movesTheCutOfAWholeRoleOnForASevereFindingOnly() {
        Role role = world.roleOfLambda("api");
        world.report(severity(finding(role, INSTANCE), 8));
        world.later(Duration.ofHours(1));
        ObjectNode since = severity(finding(role, INSTANCE), 5);
        lastSeen(since, Instant.parse("2026-10-22T17:30:00Z"));

        assertThat(world.report(since).path("outcome").asText()).isEqualTo("AWAITING_APPROVAL");
        assertThat(standing()).isEqualTo(new Revocation(null, FIRST));
        assertThat(world.report(severity(since, 7)).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(standing()).isEqualTo(new Revocation(null, SECOND));
    }

    @Test
    void releasesTheSessionsCutWhereWideningItHadFailed() {
        Role role = world.roleOfLambda("api");
        JsonNode report = world.report(severity(finding(role, INSTANCE), 5));
        world.faults.answer("PutRolePolicy", 403, "AccessDenied", 9);
        assertThat(world.report(severity(finding(role, INSTANCE), 8))
                        .path("outcome")
                        .asText())
                .isEqualTo("FAILED");

        world.release(report);

        assertThat(world.policies("api")).isEmpty();
    }

    @Test
    void sharesNoPolicyWithTheCaseOfTheRole() {
        Role role = world.roleOfLambda("api");
        JsonNode session = world.report(finding(role, INSTANCE));
        JsonNode whole = world.report(finding(role, "alice"));

        assertThat(world.policies("api")).containsOnlyKeys(POLICY, "tourniquet-revoke-all-sessions");

        world.release(whole);
        assertThat(world.policies("api")).containsOnlyKeys(POLICY);
        world.release(session);
        assertThat(world.policies("api")).isEmpty();
    }

    private Revocation standing() {
        return Revocation.read(world.policies("api").get(POLICY)).orElseThrow();
    }
}
