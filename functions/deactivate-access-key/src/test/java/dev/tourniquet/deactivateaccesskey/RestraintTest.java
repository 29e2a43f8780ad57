package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Principals that are left alone, and what is said instead. */
final class RestraintTest extends InWorld {
    @ParameterizedTest
    @CsvSource({"Root, root", "AWSAccount, trust", "AWSService, service"})
    void refusesWhomNoPolicyOfTheAccountRestrains(String userType, String word) {
        JsonNode report = world.report(Findings.finding(userType, "ASIAGATVXNLD4EXAMPLE", "alice", "210987654321"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(report.path("nextSteps")).hasSizeGreaterThan(2);
        assertThat(String.join(" ", texts(report.path("reasons"))) + texts(report.path("nextSteps")))
                .contains(word);
        assertThat(world.policies("alice")).isEmpty();
        assertThat(world.faults.calls()).noneMatch(call -> call.contains("User") || call.contains("AccessKey"));
    }

    @Test
    void saysWhatAPersonDoesAboutRoot() {
        JsonNode report = world.report(Findings.finding("Root", "AKIAGATVXNLD4EXAMPLE", "Root", "123456789012"));

        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("centralized root access") && step.contains("delete every access key"))
                .anyMatch(step -> step.contains("MFA"))
                .anyMatch(step -> step.contains("service control policy") && step.contains("management account"));
    }

    @Test
    void containsNobodyOfTheSameNameAsAPrincipalOfAnotherAccount() {
        JsonNode report = world.report(Findings.finding("AWSAccount", "", "alice", "210987654321"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("trust policy of a role"))
                .anyMatch(step -> step.contains("Contain nothing of the same name here"));
    }

    @Test
    void leavesOtherTargetsToOtherResponses() {
        JsonNode report = world.report(
                Findings.finding("AssumedRole", "ASIAGATVXNLD4EXAMPLE", "web", "AROAQSTHRZDWHBEXAMPLE:i-1"));

        assertThat(outcome(report)).isEqualTo("SKIPPED");
    }

    @Test
    void refusesUsersThatItMustNotTouch() {
        List<String> refused = List.of("/:cdk-deployer", "/ops/:break-glass-1", "/:tourniquet-helper");

        for (String user : refused) {
            String name = user.substring(user.indexOf(':') + 1);
            String id = world.user(user.substring(0, user.indexOf(':')), name);
            String theirs = world.key(name);
            JsonNode ofKey = world.report(Findings.ofKey(theirs, name, id));
            JsonNode ofSession = world.report(Findings.ofSession(name, id));

            assertThat(outcome(ofKey)).as(name).isEqualTo("REFUSED");
            assertThat(outcome(ofSession)).as(name).isEqualTo("REFUSED");
            assertThat(texts(ofKey.path("nextSteps"))).anyMatch(step -> step.contains("by hand"));
            assertThat(world.policies(name)).isEmpty();
            assertThat(world.keys(name)).containsEntry(theirs, "Active");
        }
    }

    @Test
    void containsAUserWhoseNameOnlyResemblesAProtectedOne() {
        String id = world.user("/", "break-glass-1");
        String theirs = world.key("break-glass-1");

        assertThat(outcome(world.report(Findings.ofKey(theirs, "break-glass-1", id))))
                .isEqualTo("CONTAINED");
    }

    @Test
    void leavesAUserAloneThatIsExemptByItsLiveTag() {
        world.tag("alice", "until 2026-10-22T18:00:00Z");

        JsonNode ofKey = world.report(keyFinding());
        JsonNode ofSession = world.report(Findings.ofSession("alice", alice));

        assertThat(outcome(ofKey)).isEqualTo("SKIPPED");
        assertThat(texts(ofKey.path("reasons"))).anyMatch(reason -> reason.contains("tourniquet:exempt"));
        assertThat(outcome(ofSession)).isEqualTo("SKIPPED");
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void containsAUserWhoseExemptionIsOverOrDoesNotCount() {
        world.tag("alice", "until 2026-10-21");

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");

        String bob = world.user("bob");
        world.tag("bob", "yes");
        world.environment.remove("TOURNIQUET_EXEMPTION_TAG");

        assertThat(outcome(world.report(Findings.ofSession("bob", bob)))).isEqualTo("CONTAINED");
    }

    @Test
    void asksAPersonWhereAnExemptionCannotBeRead() {
        world.tag("alice", "until further notice");

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(report.path("steps")).hasSize(2);
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "arn:aws:iam::*:user/al*", "KEY"})
    void leavesAUserAloneThatTheConfigurationExempts(String pattern) {
        world.environment.put("TOURNIQUET_EXEMPT", pattern.equals("KEY") ? key : pattern);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("SKIPPED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("configuration"));
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }

    @Test
    void asksForTheConfiguredSeverity() {
        ObjectNode event = Findings.ofKey(key, "alice", alice);
        ((ObjectNode) event.path("detail")).put("severity", 3.9);

        assertThat(outcome(world.report(event))).isEqualTo("SKIPPED");
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }

    @Test
    void containsTheCredentialOfAFindingOnABucket() {
        ObjectNode event = Findings.ofKey(key, "alice", alice);
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("type", "Exfiltration:S3/AnomalousBehavior");
        ((ObjectNode) detail.path("resource")).put("resourceType", "S3Bucket");
        ((ObjectNode) detail.path("resource"))
                .putArray("s3BucketDetails")
                .addObject()
                .put("name", "secrets");

        assertThat(outcome(world.report(event))).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }
}
