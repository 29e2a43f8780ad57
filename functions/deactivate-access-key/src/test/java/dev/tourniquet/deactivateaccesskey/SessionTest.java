package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.UserDenial;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Temporary credentials of users: one policy, no key. */
final class SessionTest extends InWorld {
    @Test
    void deniesTheSessionsOfTheUserAndTouchesNoKey() {
        JsonNode report = world.report(Findings.ofSession("alice", alice));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(alice);
        assertThat(report.path("steps")).hasSize(1);
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("deny-user");
        assertThat(report.at("/steps/0/phase").asText()).isEqualTo("CONTAIN");
        assertThat(world.policies("alice")).containsOnlyKeys(SESSIONS).containsValue(denial(CUT_OFF));
        assertThat(world.keys("alice")).containsEntry(key, "Active");
        assertThat(world.faults.calls()).doesNotContain("UpdateAccessKey", "GetAccessKeyLastUsed");
    }

    @Test
    void namesTheKeysWithWhichNewSessionsAreMade() {
        JsonNode report = world.report(Findings.ofSession("alice", alice));

        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("the policy does nothing to them") && risk.contains(key))
                .anyMatch(risk -> risk.contains("password"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("ConsoleLogin"));
        assertThat(texts(report.path("blastRadius"))).anyMatch(hit -> hit.contains("in the console too"));
    }

    @Test
    void containsASessionOfTheConsole() {
        assertThat(outcome(world.report(Findings.finding("IAMUser", "", "alice", alice))))
                .isEqualTo("CONTAINED");
    }

    @Test
    void leavesDeniedSessionsAsTheyAre() {
        world.report(Findings.ofSession("alice", alice));

        JsonNode report = world.report(Findings.ofSession("alice", alice));

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(report.path("residualRisks")).isNotEmpty();
    }

    @Test
    void keepsTheCasesOfAKeyAndOfSessionsApart() {
        JsonNode ofKey = world.report(keyFinding());
        world.report(Findings.ofSession("alice", alice));

        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key), SESSIONS);

        world.release(ofKey);

        assertThat(world.policies("alice")).containsOnlyKeys(SESSIONS);
    }

    @Test
    void leavesAUserAloneThatWasCreatedSinceUnderTheSameName() {
        JsonNode report = world.report(Findings.ofSession("alice", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains(alice));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("AIDAQSTHRZDWHBEXAMPLE"));
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void doesNotTakeAUserForDeletedWhoMayHaveBeenRenamed() {
        JsonNode report = world.report(Findings.ofSession("mallory", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("AIDAQSTHRZDWHBEXAMPLE")
                        && step.contains("list-users")
                        && step.contains("renamed")
                        && step.contains("resource policies"));
    }

    @Test
    void refusesASessionOfAUserWhoIsNotThereAndHasNoId() {
        JsonNode report = world.report(Findings.ofSession("mallory", ""));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("nextSteps"))).noneMatch(step -> step.contains("list-users"));
    }

    @Test
    void asksAPersonWhereNothingProvesWhoseTheSessionIs() {
        JsonNode federated = world.report(Findings.ofFederatedUser("alice"));
        JsonNode nameless = world.report(Findings.finding("IAMUser", "ASIAGATVXNLD4EXAMPL2", "alice", ""));

        assertThat(outcome(federated)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(federated.path("reasons")))
                .anyMatch(reason -> reason.contains("whatever name its maker gave it"));
        assertThat(federated.at("/steps/0/resource").asText()).isEqualTo("alice");
        assertThat(outcome(nameless)).isEqualTo("AWAITING_APPROVAL");
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void containsTheUserBehindAFederatedSessionWhoseIdTheFindingGives() {
        ObjectNode event = Findings.finding("FederatedUser", "ASIAGATVXNLD4EXAMPLE", "alice", alice);

        assertThat(outcome(world.report(event))).isEqualTo("CONTAINED");
        assertThat(UserDenial.read(world.policies("alice").get(SESSIONS))).isPresent();
    }

    @Test
    void refusesAFederatedSessionWhoseUserIsNotKnownAndSaysHowToFindHim() {
        JsonNode stranger = world.report(Findings.ofFederatedUser("report-viewer"));
        JsonNode namesake = world.report(
                Findings.finding("FederatedUser", "ASIAGATVXNLD4EXAMPL2", "alice", "AIDAQSTHRZDWHBEXAMPLE"));
        JsonNode unnamed =
                world.report(Findings.finding("IAMUser", "ASIAGATVXNLD4EXAMPL3", "", "AIDAQSTHRZDWHBEXAMPLF"));

        for (JsonNode report : List.of(stranger, namesake, unnamed)) {
            assertThat(outcome(report)).isEqualTo("REFUSED");
            assertThat(texts(report.path("nextSteps")))
                    .anyMatch(step -> step.contains("GetFederationToken") && step.contains("CloudTrail"))
                    .anyMatch(step -> step.contains("Deny that user's sessions by hand"));
        }
        assertThat(texts(namesake.path("nextSteps"))).anyMatch(step -> step.contains("AIDAQSTHRZDWHBEXAMPLE"));
        assertThat(world.policies("alice")).isEmpty();
        assertThat(world.faults.calls().stream().filter("GetUser"::equals))
                .as("never without a name")
                .hasSize(2);
    }

    @Test
    void asksAPersonWhereTheFindingContradictsItself() {
        JsonNode report = world.report(Findings.finding("FederatedUser", key, "alice", alice));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("contradicts itself"));
        assertThat(world.policies("alice")).isEmpty();
    }
}
