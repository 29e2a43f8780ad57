package dev.tourniquet.replay.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.replay.result.EventRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventPrinterTest {
    private static String printed(EventRun run, boolean brief, boolean logs, String... complaints) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new EventPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), brief, logs)
                .print(run, List.of(complaints));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsRulesDecisionPlanChangesOutcomeAndRisks() {
        assertThat(printed(Runs.contained(), false, false))
                .containsSubsequence(
                        "CONTAINED  ",
                        "Backdoor:EC2/Spambot, severity 8, id f1",
                        "account 111122223333 as 123456789012",
                        "i-1 is i-9",
                        "rule -> function tourniquet-isolate-instance",
                        "contain i-1",
                        "CONTAIN cut eni-1: VERIFIED",
                        "[\"sg-1\"]",
                        "[\"sg-2\"]",
                        "changed     ec2:ModifyNetworkInterfaceAttribute NetworkInterfaceId=eni-1",
                        "refused     ec2:CreateSnapshots InstanceId=i-1: UnauthorizedOperation",
                        "1 that changed something, 1 that read, 1 to ledger, bus and queue",
                        "outcome     CONTAINED isolate-instance i-1",
                        "not preserved: snapshot",
                        "DNS goes on",
                        "also hits   the fleet",
                        "look",
                        "release     isolate-instance/i-1/1: complete",
                        "kept        snapshot snap-1",
                        "the state is as it was before");
    }

    @Test
    void doesNotLetAFindingControlTheTerminal() {
        assertThat(printed(Runs.contained(), false, false))
                .contains("a \\u001b[31mred\\u202e title\\u000anext")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void saysWhyAFileIsNoEvent() {
        assertThat(printed(Runs.malformed(), false, false)).contains("MALFORMED", "broken.json", "not JSON");
    }

    @Test
    void printsOneLineAnEventWhereThatIsAskedFor() {
        assertThat(printed(Runs.contained(), true, false).lines()).hasSize(1);
        assertThat(printed(Runs.contained(), true, false, "disposition: expected A, found B")
                        .lines())
                .hasSize(2);
    }

    @Test
    void showsTheLogOfAFunctionOnlyWhereThatIsAskedFor() {
        assertThat(printed(Runs.contained(), false, true)).contains("\"kind\":\"outcome\"");
        assertThat(printed(Runs.contained(), false, false)).doesNotContain("\"kind\"");
    }
}
