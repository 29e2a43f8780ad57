package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.notify.Stub.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a finding in Security Hub. */
final class SecurityHubTest extends InWorld {
    @ParameterizedTest
    @ValueSource(strings = {"RESOLVED", "SUPPRESSED"})
    void doesNotMoveAFindingBackThatAPersonHasDecided(String status) {
        world.stub.findings = finding(status, null);
        invoke(CONTAINED);

        assertThat(update().has("Workflow")).isFalse();
        assertThat(update().path("Note").path("Text").asText()).isNotEmpty();
    }

    @Test
    void doesNotWriteOverTheNoteOfAPerson() {
        world.stub.findings = finding("NEW", "alice");
        invoke(CONTAINED);

        assertThat(update().has("Note")).isFalse();
        assertThat(update().at("/Workflow/Status").asText()).isEqualTo("NOTIFIED");
    }

    @Test
    void leavesAFindingAloneThatAPersonHasDecidedAndAnnotated() {
        world.stub.findings = finding("RESOLVED", "alice");
        invoke(CONTAINED);

        assertThat(world.stub.seen("/findings/batchupdate")).isEmpty();
    }

    @Test
    void writesOverItsOwnNote() {
        world.stub.findings = finding("NOTIFIED", "tourniquet");
        invoke(CONTAINED);

        assertThat(update().at("/Note/Text").asText()).contains("CONTAINED");
    }

    @Test
    void aFindingThatIsNotInSecurityHubYetIsTriedAgain() {
        world.stub.findings = "{\"Findings\":[]}";
        assertThatThrownBy(() -> invoke(CONTAINED)).hasMessageContaining("is not in Security Hub, or not yet");

        world.stub.findings = NEW;
        assertThat(invoke(CONTAINED).path("security-hub").asText()).isEqualTo("told");
        assertThat(world.mails()).hasSize(1);
    }

    @Test
    void anUpdateThatIsNotProcessedIsAFailure() {
        world.stub.updates.add(new Answer(
                200,
                "{\"ProcessedFindings\":[],\"UnprocessedFindings\":[{\"FindingIdentifier\":{\"Id\":\"x\",\"ProductArn\":\"y\"},"
                        + "\"ErrorCode\":\"ConcurrentUpdateError\",\"ErrorMessage\":\"<b>\"}]}"));

        assertThatThrownBy(() -> invoke(CONTAINED))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("ConcurrentUpdateError");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aThrottledUpdateIsTriedAgainAtOnce(int status) {
        world.stub.updates.add(new Answer(status, "{\"__type\":\"TooManyRequestsException\"}"));

        assertThat(invoke(CONTAINED).path("security-hub").asText()).isEqualTo("told");
        assertThat(world.stub.seen("/findings/batchupdate"))
                .hasSize(2)
                .allMatch(seen -> seen.method().equals("PATCH"));
    }

    @Test
    void updatesNoFindingOfAnotherAccountOrRegionOrForm() {
        for (String arn : List.of(
                "",
                Reports.ARN.replace("123456789012", "210987654321"),
                Reports.ARN.replace("us-east-1", "eu-west-1"),
                Reports.ARN.replace("arn:aws:", "arn:aws-cn:"),
                Reports.ARN + "/x")) {
            ObjectNode event = (ObjectNode) Json.read(CONTAINED, JsonNode.class);
            ((ObjectNode) event.at("/detail/finding")).put("arn", arn);

            assertThat(invoke(Json.write(event)).has("security-hub")).isFalse();
        }
        assertThat(world.stub.seen("/findings")).isEmpty();
    }
}
