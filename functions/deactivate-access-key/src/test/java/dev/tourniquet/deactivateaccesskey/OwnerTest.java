package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a key is, and whom it is not. */
final class OwnerTest extends InWorld {
    @Test
    void asksAPersonWhereTheKeyIsSomebodyElsesThanTheFindingSays() {
        world.user("bob");
        String bobs = world.key("bob");

        JsonNode answer = world.deliver(Findings.ofKey(bobs, "alice", ""));

        JsonNode report = answer.at("/results/0/report");
        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("names the user alice") && reason.contains(bobs + " is bob's"));
        assertThat(answer.at("/results/0/plan/steps/0/after/userName").asText()).isEqualTo("bob");
        nothingWasChanged("alice", "bob");
    }

    @Test
    void goesByTheIdWhereTheUserWasRenamed() {
        String bob = world.user("bob");
        String bobs = world.key("bob");

        JsonNode report = world.report(Findings.ofKey(bobs, "alice", bob));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("bob")).containsEntry(bobs, "Inactive");
        assertThat(cutOff("bob", policyName(bobs))).isEqualTo(CUT_OFF);
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("The user was renamed")
                        && step.contains("alice, IAM calls it bob")
                        && step.contains("UpdateUser in CloudTrail"));
        nothingWasChanged("alice");
    }

    @Test
    void saysNothingOfARenamingWhereThereIsNone() {
        assertThat(texts(world.report(keyFinding()).path("nextSteps"))).noneMatch(step -> step.contains("renamed"));
    }

    @Test
    void asksAPersonWhereTheOwnerHasAnotherIdThanTheFindingSays() {
        JsonNode report = world.report(Findings.ofKey(key, "alice", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("AIDAQSTHRZDWHBEXAMPLE") && reason.contains(alice));
        nothingWasChanged("alice");
    }

    @Test
    void needsNeitherNameNorIdFromTheFinding() {
        assertThat(outcome(world.report(Findings.ofKey(key, "", "")))).isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key));
    }

    @Test
    void printsNoNameThatIamWouldNotAccept() {
        JsonNode unproved = world.report(Findings.ofKey(key, "<b>alice</b>; rm -rf ~", ""));
        JsonNode proved = world.report(Findings.ofKey(key, "<b>alice</b>; rm -rf ~", alice));

        assertThat(outcome(unproved)).isEqualTo("AWAITING_APPROVAL");
        assertThat(outcome(proved)).isEqualTo("CONTAINED");
        for (JsonNode said : List.of(unproved.path("reasons"), proved.path("nextSteps"))) {
            assertThat(texts(said))
                    .anyMatch(text -> text.contains("(a name that IAM would not accept)"))
                    .noneMatch(text -> text.contains("rm -rf"));
        }
    }

    @Test
    void hasNothingToDoForAKeyAndAUserThatAreNotHere() {
        JsonNode report = world.report(Findings.ofKey("AKIAGATVXNLD4EXAMPLE", "mallory", ""));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("is no key of this account")
                        && reason.contains("iam:GetAccessKeyLastUsed on AKIAGATVXNLD4EXAMPLE: NoSuchEntity"));
    }

    @Test
    void doesNotTakeAUserForDeletedWhoMayHaveBeenRenamed() {
        JsonNode report = world.report(Findings.ofKey("AKIAGATVXNLD4EXAMPLE", "mallory", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("AIDAQSTHRZDWHBEXAMPLE") && step.contains("list-users"))
                .anyMatch(step -> step.contains("36 hours"));
    }

    @Test
    void neverTouchesAnotherUserOfTheSameName() {
        JsonNode report = world.report(Findings.ofKey("AKIAGATVXNLD4EXAMPLE", "alice", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("alice is another user here, " + alice));
        nothingWasChanged("alice");
    }

    @Test
    void refusesAKeyOfWhichIamDoesNotSayWhoseItIs() {
        world.faults.answer("GetAccessKeyLastUsed", 403, "AccessDenied", 2);

        JsonNode foreign = world.report(Findings.ofKey("AKIAGATVXNLD4EXAMPLE", "mallory", "AIDAQSTHRZDWHBEXAMPLE"));
        JsonNode namesake = world.report(Findings.ofKey("AKIAGATVXNLD4EXAMPL2", "alice", "AIDAQSTHRZDWHBEXAMPLE"));

        assertThat(outcome(foreign)).isEqualTo("REFUSED");
        assertThat(texts(foreign.path("reasons")))
                .anyMatch(reason -> reason.contains("iam:GetAccessKeyLastUsed on AKIAGATVXNLD4EXAMPLE: AccessDenied")
                        && reason.contains("another account")
                        && reason.contains("may not ask"));
        assertThat(texts(foreign.path("nextSteps")))
                .anyMatch(step -> step.contains("sts get-access-key-info"))
                .anyMatch(step -> step.contains("AIDAQSTHRZDWHBEXAMPLE") && step.contains("list-users"));
        assertThat(outcome(namesake)).isEqualTo("REFUSED");
        nothingWasChanged("alice");
    }

    @Test
    void findsTheKeyAmongTheUsersKeysWhereItMayNotAskWhoseItIs() {
        world.faults.answer("GetAccessKeyLastUsed", 403, "AccessDenied", 1);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(texts(report.path("blastRadius")))
                .anyMatch(hit ->
                        hit.contains("last used is not known: iam:GetAccessKeyLastUsed on " + key + ": AccessDenied"));
    }

    @Test
    void deniesTheSessionsThatADeletedKeyLeftBehind() {
        world.deleteKey("alice", key);

        JsonNode report = world.report(keyFinding());
        JsonNode again = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("steps")).hasSize(1);
        assertThat(report.at("/steps/0/phase").asText()).isEqualTo("CONTAIN");
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
        assertThat(outcome(again)).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(again.path("reasons"))).anyMatch(reason -> reason.contains("no key of this account any more"));
    }

    @Test
    void asksAPersonWhereNothingProvesWhoseADeletedKeyWas() {
        world.deleteKey("alice", key);

        JsonNode report = world.report(Findings.ofKey(key, "alice", ""));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("nothing proves"));
        nothingWasChanged("alice");
    }

    @Test
    void comesAgainWhereTheOwnerIsNotThereWhomIamHasJustNamed() {
        world.faults.answer("GetUser", 404, "NoSuchEntity", 1);

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:GetUser on alice: NoSuchEntity, although IAM names alice as the owner");

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");
    }

    private void nothingWasChanged(String... users) {
        for (String user : users) {
            assertThat(world.policies(user)).isEmpty();
            assertThat(world.keys(user)).doesNotContainValue("Inactive");
        }
    }
}
