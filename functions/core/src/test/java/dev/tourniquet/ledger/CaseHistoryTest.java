package dev.tourniquet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final CaseId ID = new CaseId("isolate-instance", "i-0123456789abcdef0", 1);

    static List<Target> targets() {
        return List.of(
                new Target.Instance("i-0123456789abcdef0", true, true),
                new Target.RoleSession("app", "AROA0123456789ABCDEFG", "i-0123456789abcdef0"),
                new Target.UserAccessKey("AKIA0123456789ABCDEF", "alice", "AIDA0123456789ABCDEFG"),
                new Target.UserSession("alice", "AIDA0123456789ABCDEFG", "", true),
                new Target.OtherPrincipal(Target.OtherPrincipal.Kind.ROOT, "root"),
                new Target.Bucket("logs"),
                new Target.AccountPublicAccess("123456789012"),
                new Target.Unsupported("EKSCluster", "prod", "no response contains it"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theFindingThatLedHereIsReadBackAsItWasWritten(Target target) {
        Case written = opened().triggeredBy(new Case.Trigger(finding(targets()), target))
                .noting(entry(0));

        assertThat(Json.read(Json.write(written), Case.class)).isEqualTo(written);
    }

    @Test
    void everyKindOfTargetHasANameOfItsOwn() {
        assertThat(targets()).hasSize(Target.class.getPermittedSubclasses().length);
    }

    @Test
    void keepsTheBeginningAndTheEndOfALongHistory() {
        Case noted = opened();
        for (int i = 0; i < 200; i++) {
            noted = noted.noting(entry(i));
        }

        assertThat(noted.history())
                .hasSize(Case.BEGINNINGS_KEPT + Case.ENTRIES_KEPT)
                .startsWith(entry(0))
                .contains(entry(9), entry(160))
                .endsWith(entry(199));
    }

    @Test
    void whatAnEntrySaysIsPlainAndBounded() {
        Entry hostile = new Entry(NOW, Entry.Kind.RELEASED, "eve\u001b[31m", "x".repeat(5000) + "\n");

        assertThat(hostile.by()).doesNotContain("\u001b");
        assertThat(hostile.note().length()).isLessThan(400);
    }

    @Test
    void aCaseOfTheSameTargetThatIsPlannedAnewGoesOnWithItsHistory() {
        Case waiting = opened().noting(entry(1));

        assertThat(opened().succeeding(waiting).history()).containsExactly(entry(1));
        assertThat(Case.open(ID.next(), Case.Status.ACTIVE, "f", Plan.EMPTY, null, NOW)
                        .succeeding(waiting)
                        .history())
                .isEmpty();
    }

    private static Case opened() {
        return Case.open(ID, Case.Status.ACTIVE, "f", Plan.EMPTY, null, NOW);
    }

    private static Entry entry(int number) {
        return new Entry(NOW.plusSeconds(number), Entry.Kind.SETTLED, null, "CONTAINED " + number);
    }

    private static Finding finding(List<Target> targets) {
        return new Finding(
                Source.GUARDDUTY,
                "f",
                "arn:aws:guardduty:us-east-1:123456789012:detector/d/finding/f",
                "Trojan:EC2/DropPoint",
                8,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                false,
                false,
                NOW,
                3,
                "title",
                targets);
    }
}
