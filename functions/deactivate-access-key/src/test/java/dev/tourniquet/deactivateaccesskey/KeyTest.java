package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * What becomes of a key. Here its status is all that shows: in moto inactive keys go on working, so that they stop is AWS's
 * word.
 */
final class KeyTest extends InWorld {
    @Test
    void deniesTheOwnersSessionsAndDeactivatesTheKey() {
        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(key);
        assertThat(report.path("caseId").asText()).isEqualTo("deactivate-access-key/" + key + "/1");
        assertThat(report.path("steps")
                        .valueStream()
                        .map(step -> step.path("action").asText() + " "
                                + step.path("resource").asText() + " "
                                + step.path("phase").asText() + " "
                                + step.path("status").asText()))
                .containsExactly("deny-user alice GUARD VERIFIED", "deactivate-key " + key + " CONTAIN VERIFIED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key)).containsValue(denial(CUT_OFF));
    }

    @Test
    void writesThePolicyBeforeItSwitchesTheKeyOffAndReadsBothBack() {
        world.report(keyFinding());

        List<String> calls = world.faults.calls();
        assertThat(calls)
                .containsSubsequence("PutItem", "PutUserPolicy", "UpdateAccessKey", "GetUserPolicy")
                .containsSubsequence("UpdateAccessKey", "ListAccessKeys")
                .containsOnlyOnce("GetAccessKeyLastUsed", "GetUser", "PutUserPolicy", "UpdateAccessKey");
        assertThat(calls.indexOf("GetAccessKeyLastUsed"))
                .isLessThan(calls.indexOf("GetUser"))
                .isLessThan(calls.indexOf("ListAccessKeys"))
                .isLessThan(calls.indexOf("GetUserPolicy"));
    }

    @Test
    void recordsWhatItFoundBeforeTheFirstChange() {
        JsonNode plan = world.deliver(keyFinding()).at("/results/0/plan");

        assertThat(plan.at("/steps/0/before/policy").isNull()).isTrue();
        assertThat(plan.at("/steps/0/after/policyName").asText()).isEqualTo(policyName(key));
        assertThat(plan.at("/steps/0/after/cutOff").asText()).isEqualTo(CUT_OFF);
        assertThat(plan.at("/steps/1/before/status").asText()).isEqualTo("Active");
        assertThat(plan.at("/steps/1/after/status").asText()).isEqualTo("Inactive");
    }

    @Test
    void namesTheOtherActiveKeysAndLeavesThemAlone() {
        String other = world.key("alice");

        JsonNode report = world.report(keyFinding());

        assertThat(world.keys("alice")).containsEntry(other, "Active");
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("the policy does nothing to them: " + other));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains(other));
    }

    @Test
    void namesNoOtherKeyWhereNoneIsActive() {
        world.status("alice", world.key("alice"), StatusType.INACTIVE);

        assertThat(texts(world.report(keyFinding()).path("residualRisks")))
                .noneMatch(risk -> risk.contains("Other active keys"));
    }

    @Test
    void saysWhatStaysOpen() {
        JsonNode report = world.report(keyFinding());

        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("some minutes"))
                .anyMatch(risk -> risk.contains("from " + CUT_OFF + " on") && risk.contains("36 hours"))
                .anyMatch(risk -> risk.contains("role chaining"))
                .anyMatch(risk -> risk.contains("Whether alice has a password was not looked at"))
                .anyMatch(risk -> risk.contains("SSH keys") && risk.contains("neither looked at nor touched"))
                .anyMatch(risk -> risk.contains("binds alice alone"));
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("AssumeRole") && step.contains(key))
                .anyMatch(step -> step.contains("delete this one"));
    }

    @Test
    void saysWhatElseIsHit() {
        assertThat(texts(world.report(keyFinding()).path("blastRadius")))
                .anyMatch(hit -> hit.contains("IAM knows of no use of the key " + key))
                .anyMatch(hit -> hit.contains("Every session of alice issued before " + CUT_OFF))
                .anyMatch(hit -> hit.contains("MFA devices") && hit.contains("administrators too"));
    }

    @Test
    void saysWhenAndWhereTheKeyWasLastUsed() {
        world.faults.lastUsed = Instant.parse("2026-10-22T16:20:00Z");

        assertThat(texts(world.report(keyFinding()).path("blastRadius")))
                .anyMatch(hit -> hit.contains(key + " was last used at 2026-10-22T16:20:00Z by s3 in eu-west-1")
                        && hit.contains("fails from now on"));
    }

    @Test
    void deniesTheSessionsOfAKeyThatIsInactiveAlready() {
        world.status("alice", key, StatusType.INACTIVE);

        JsonNode answer = world.deliver(keyFinding());

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(answer.at("/results/0/plan/steps/1/before")).isEqualTo(answer.at("/results/0/plan/steps/1/after"));
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
    }

    @Test
    void saysThatItContainedNothingWhereTheKeyWasInactiveAndThePolicyCannotBeWritten() {
        world.status("alice", key, StatusType.INACTIVE);
        world.faults.answer("PutUserPolicy", 403, "AccessDenied", 1);

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("FAILED");
    }

    @Test
    void leavesAContainedKeyAsItIs() {
        world.report(keyFinding());
        world.faults.calls().clear();
        world.later(Duration.ofHours(1));

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains(key + " is inactive") && reason.contains(CUT_OFF));
        assertThat(report.path("residualRisks")).isNotEmpty();
        assertThat(world.faults.calls()).doesNotContain("PutUserPolicy", "UpdateAccessKey");
    }

    @Test
    void containsAgainAKeyThatSomebodySwitchedOn() {
        world.report(keyFinding());
        world.status("alice", key, StatusType.ACTIVE);
        world.later(Duration.ofHours(1));

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        // Until now it could make sessions.
        assertThat(cutOff("alice", policyName(key))).isEqualTo("2026-10-22T18:00:01Z");
    }

    @Test
    void guardsAUserWithAPathByItsWholeArn() {
        String bob = world.user("/team/payments/", "bob");
        String bobs = world.key("bob");

        assertThat(outcome(world.report(Findings.ofKey(bobs, "bob", bob)))).isEqualTo("CONTAINED");
        assertThat(UserDenial.read(world.policies("bob").get(policyName(bobs))))
                .contains(UserDenial.of(
                        new Revocation(null, Instant.parse(CUT_OFF)),
                        "arn:aws:iam::123456789012:user/team/payments/bob"));
    }

    @Test
    void showsThePlanAndChangesNothingWhileObserving() {
        world.environment.put("TOURNIQUET_MODE", "observe");

        JsonNode answer = world.deliver(keyFinding());

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("DRY_RUN");
        assertThat(answer.at("/results/0/plan/steps")).hasSize(2);
        assertThat(world.policies("alice")).isEmpty();
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }
}
