package dev.tourniquet.prunerevocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PruneRevocationsHandlerTest {
    private static final String ALL = "tourniquet-revoke-all-sessions";
    private static final String ONE = "tourniquet-revoke-i-04bdc871435eda81b";

    /** Thirteen hours ago, and a second. */
    private static final String EXPIRED = "2026-10-22T03:59:59Z";

    private static final String FRESH = "2026-10-22T16:00:00Z";

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
    void deletesRevocationsOfRolesAndOfSessionsOnceTheyDenyNobody() {
        world.role("/team/", "web");
        world.deny("web", ALL, EXPIRED);
        world.put("web", ONE, new Revocation("AROAEXAMPLE:i-04bdc871435eda81b", Instant.parse(EXPIRED)).document());
        world.deny("web", "tourniquet-revoke-i-03fa759e824270c1f-isolated", FRESH);

        assertThat(world.run()).isEqualTo("{\"pruned\":2,\"kept\":1,\"failed\":0}");

        assertThat(world.policies("web")).containsExactly("tourniquet-revoke-i-03fa759e824270c1f-isolated");
        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":1,\"failed\":0}");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-22T04:00:00Z, 1", "2026-10-22T04:00:01Z, 0", "2126-01-01T00:00:00Z, 0"})
    void waitsForTheLongestSessionThatARoleCanHaveAndAnHour(String cutOff, int pruned) {
        world.role("web");
        world.deny("web", ALL, cutOff);

        assertThat(world.run()).contains("\"pruned\":" + pruned);
    }

    @Test
    void doesNotAskHowLongTheRolesSessionsAreNow() {
        world.role("web");
        world.iam.updateRole(request -> request.roleName("web").maxSessionDuration(3600));
        world.deny("web", ALL, "2026-10-22T15:00:00Z");

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":1,\"failed\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DateGreaterThan", "DateLessThanEquals"})
    void leavesAPolicyAloneThatOnlyHasItsName(String operator) {
        world.role("web");
        String document = new Revocation(null, Instant.parse(EXPIRED)).document();
        world.put("web", ALL, document.replace("DateLessThan", operator));

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":1,\"failed\":0}");
        assertThat(world.policies("web")).containsExactly(ALL);
    }

    @Test
    void leavesTheRevocationsOfOthersAlone() {
        world.role("web");
        world.deny("web", "AWSRevokeOlderSessions", EXPIRED);

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":0,\"failed\":0}");
        assertThat(world.policies("web")).containsExactly("AWSRevokeOlderSessions");
    }

    @ParameterizedTest
    @CsvSource({
        "/, tourniquet-revoke-sessions-us-east-1",
        "/, cdk-hnb659fds-deploy-role-123456789012-us-east-1",
        "/aws-service-role/autoscaling.amazonaws.com/, AWSServiceRoleForAutoScaling",
        "/aws-reserved/sso.amazonaws.com/, AWSReservedSSO_Admin_0123456789abcdef"
    })
    void touchesNoRoleThatIsProtected(String path, String role) {
        world.role(path, role);
        world.deny(role, ALL, EXPIRED);

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":1,\"failed\":0}");
        assertThat(world.faults.calls()).containsOnly("GetAccountAuthorizationDetails");
    }

    @Test
    void leavesAPolicyAloneThatWasMovedOnSinceItWasListed() {
        world.role("web");
        world.deny("web", ALL, EXPIRED);
        world.faults.before("GetRolePolicy", () -> world.deny("web", ALL, FRESH));

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":1,\"failed\":0}");
        assertThat(world.policies("web")).containsExactly(ALL);
    }

    @Test
    void countsNothingForAPolicyThatIsGoneMeanwhile() {
        world.role("web");
        world.deny("web", ALL, EXPIRED);
        world.faults.before(
                "GetRolePolicy",
                () -> world.iam.deleteRolePolicy(
                        request -> request.roleName("web").policyName(ALL)));

        assertThat(world.run()).isEqualTo("{\"pruned\":0,\"kept\":0,\"failed\":0}");
    }

    @Test
    void goesOnToTheOtherRolesWhereOneFailsAndFailsInTheEnd() {
        for (String role : new String[] {"api", "batch", "web"}) {
            world.role(role);
            world.deny(role, ALL, EXPIRED);
        }
        world.faults.deny(request -> request instanceof DeleteRolePolicyRequest delete
                && delete.roleName().equals("batch"));

        assertThatThrownBy(world::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{\"pruned\":2,\"kept\":0,\"failed\":1}")
                .hasMessageContaining("iam:DeleteRolePolicy on batch: AccessDenied");
        assertThat(world.policies("api")).isEmpty();
        assertThat(world.policies("batch")).containsExactly(ALL);
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void failsWhereItCannotListTheRoles() {
        world.faults.deny(GetAccountAuthorizationDetailsRequest.class::isInstance);

        assertThatThrownBy(world::run).hasMessageContaining("iam:GetAccountAuthorizationDetails on *: AccessDenied");
    }

    @Test
    void looksAtAllPagesOfRoles() {
        for (int i = 0; i < 120; i++) {
            world.role("role-" + i);
        }
        world.deny("role-0", ALL, EXPIRED);
        world.deny("role-119", ALL, EXPIRED);

        assertThat(world.run()).contains("\"pruned\":2");
    }

    @Test
    void stopsInTimeAndSaysSo() {
        world.role("web");
        world.deny("web", ALL, EXPIRED);
        world.remainingMillis = 30_000;

        assertThat(world.run())
                .isEqualTo(
                        "{\"pruned\":0,\"kept\":0,\"failed\":0,\"stopped\":\"no time was left: the next run starts again from the first role\"}");
        assertThat(world.policies("web")).containsExactly(ALL);
    }

    @Test
    void logsOneLineForEachDeletion() {
        world.role("web");
        world.deny("web", ALL, EXPIRED);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            world.run();
        } finally {
            System.setOut(out);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines()).singleElement().satisfies(text -> {
            JsonNode line = Json.read(text, JsonNode.class);
            assertThat(line.path("kind").asText()).isEqualTo("pruned");
            assertThat(line.path("role").asText()).isEqualTo("web");
            assertThat(line.path("policy").asText()).isEqualTo(ALL);
            assertThat(line.path("cutOff").asText()).isEqualTo(EXPIRED);
            assertThat(line.path("RevocationsPruned").asInt()).isEqualTo(1);
        });
    }
}
