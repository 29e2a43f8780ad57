package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.accountFinding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.localaws.LocalAws;
import org.junit.jupiter.api.Test;

/** The block of the whole account. */
final class AccountTest extends InWorld {
    @Test
    void putsBackWhatTheOwnerClosedOfTheAccountBetweenTwoContainments() {
        JsonNode report = world.report(accountFinding());
        world.account().put(TWO_OF_FOUR);
        assertThat(outcome(world.report(accountFinding()))).isEqualTo("CONTAINED");

        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }

    @Test
    void closesTheWholeAccountWhereItsBlockWasTakenAway() {
        JsonNode answer = world.deliver(accountFinding());
        JsonNode report = answer.at("/results/0/report");

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(LocalAws.ACCOUNT);
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("block-account-public-access");
        assertThat(answer.at("/results/0/plan/steps/0/before/configuration").isNull())
                .isTrue();
        assertThat(world.account().block()).contains(Flags.ALL);
        assertThat(texts(report.path("blastRadius"))).anyMatch(hit -> hit.contains("public on purpose"));
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("the read-back asked one of them"));

        assertThat(world.release(report).path("note").asText()).contains("public again");
        assertThat(world.account().block()).isEmpty();
    }

    @Test
    void putsBackTheExactFlagsOfTheAccount() {
        world.account().put(TWO_OF_FOUR);
        JsonNode report = world.report(accountFinding());
        assertThat(world.account().block()).contains(Flags.ALL);

        assertThat(outcome(world.report(accountFinding()))).isEqualTo("ALREADY_CONTAINED");
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }

    @Test
    void leavesTheAccountsBlockAloneThatSomebodyChangedSince() {
        JsonNode report = world.report(accountFinding());
        world.account().put(TWO_OF_FOUR);

        assertThat(world.release(report).path("result").asText()).isEqualTo("DRIFTED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }
}
