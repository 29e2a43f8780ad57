package dev.tourniquet.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {
    private static final Target.Instance INSTANCE = new Target.Instance("i-0123456789abcdef0", false);
    private static final Target.RoleSession SESSION = new Target.RoleSession("web", "AROAEXAMPLE", "alice");
    private static final Thresholds SEVEN = Thresholds.of(7);

    private static final Decider ENFORCING = new Decider(
            "123456789012",
            "us-east-1",
            Modes.of(Mode.ENFORCE),
            List.of("Trojan:EC2/", "Execution:", "UnauthorizedAccess:", "Recon:IAMUser/"));

    @Test
    void containsAnInstanceThatActs() {
        assertThat(decide(finding("Trojan:EC2/DropPoint", 8, ResourceRole.ACTOR), INSTANCE))
                .isEqualTo(new Decision.Contain());
    }

    @Test
    void onlyPlansWhereTheAccountIsObserved() {
        Decider observing = new Decider("123456789012", "us-east-1", Modes.of(Mode.OBSERVE), List.of("Trojan:EC2/"));

        assertThat(observing.decide(finding("Trojan:EC2/DropPoint", 8, ResourceRole.ACTOR), INSTANCE, SEVEN))
                .isEqualTo(new Decision.DryRun());
    }

    @Test
    void sparesAnInstanceThatIsAttacked() {
        assertSkipped(finding("Trojan:EC2/DropPoint", 9, ResourceRole.TARGET), INSTANCE, "TARGET");
    }

    @Test
    void isolatesTheInstanceWhoseCredentialsWereTakenAlthoughGuardDutyCallsTheKeyATarget() {
        Finding finding =
                finding("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8, ResourceRole.TARGET);

        assertThat(decide(finding, new Target.Instance("i-0123456789abcdef0", false, true)))
                .isEqualTo(new Decision.Contain());
        assertThat(decide(finding, SESSION)).isEqualTo(new Decision.Contain());
    }

    @Test
    void sparesAnAttackedInstanceWhateverTheFindingCallsItself() {
        Finding finding =
                finding("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8, ResourceRole.TARGET);

        assertSkipped(finding, INSTANCE, "TARGET");
    }

    @Test
    void leavesInstancesOfOtherRegionsAloneButReachesRolesFromAnywhere() {
        Decider elsewhere = new Decider(
                "123456789012", "eu-west-1", Modes.of(Mode.ENFORCE), List.of("UnauthorizedAccess:", "Trojan:EC2/"));
        Finding finding = finding("UnauthorizedAccess:IAMUser/TorIPCaller", 8, ResourceRole.ACTOR);

        assertThat(elsewhere.decide(finding, INSTANCE, SEVEN)).isInstanceOf(Decision.Skip.class);
        assertThat(elsewhere.decide(finding, SESSION, SEVEN)).isEqualTo(new Decision.Contain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Execution:Runtime/ReverseShell", "Execution:EC2/MaliciousFile", "Trojan:EC2/DropPoint"})
    void asksWhereTheRoleCannotBeRead(String type) {
        assertThat(decide(finding(type, 8, ResourceRole.UNKNOWN), INSTANCE)).isInstanceOf(Decision.AskFirst.class);
    }

    @Test
    void containsNothingAtAThresholdThatIsNoNumber() {
        assertThat(ENFORCING.decide(
                        finding("Trojan:EC2/DropPoint", 10, ResourceRole.ACTOR), INSTANCE, Thresholds.of(Double.NaN)))
                .isInstanceOf(Decision.Skip.class);
    }

    @Test
    void neverTouchesAnythingForASampleAnArchivedOrAForeignFinding() {
        assertSkipped(marked(true, false, "123456789012"), INSTANCE, "sample");
        assertSkipped(marked(false, true, "123456789012"), INSTANCE, "archived");
        assertSkipped(marked(false, false, "210987654321"), INSTANCE, "210987654321");
    }

    @Test
    void doesNotAnswerTypesThatItsRuleDoesNotName() {
        assertSkipped(finding("Recon:EC2/PortProbeUnprotectedPort", 9, ResourceRole.ACTOR), INSTANCE, "type");
    }

    @ParameterizedTest
    @CsvSource({"7, true", "7.0001, true", "6.999, false", "1, false"})
    void startsAtTheThresholdItself(double severity, boolean contained) {
        Decision decision = decide(finding("Trojan:EC2/DropPoint", severity, ResourceRole.ACTOR), INSTANCE);

        assertThat(decision instanceof Decision.Contain).isEqualTo(contained);
    }

    @Test
    void letsTheLongestPrefixSetTheThreshold() {
        Thresholds thresholds =
                new Thresholds(7, Map.of("UnauthorizedAccess:EC2/", 3.0, "UnauthorizedAccess:EC2/Tor", 9.0));

        assertThat(thresholds.of("UnauthorizedAccess:EC2/TorClient")).isEqualTo(9);
        assertThat(thresholds.of("UnauthorizedAccess:EC2/SSHBruteForce")).isEqualTo(3);
        assertThat(thresholds.of("Trojan:EC2/DropPoint")).isEqualTo(7);
    }

    @Test
    void asksBeforeItCutsAContainerHost() {
        Target host = new Target.Instance("i-0123456789abcdef0", true);

        assertThat(decide(finding("Execution:Runtime/ReverseShell", 8, ResourceRole.UNSTATED), host))
                .isInstanceOf(Decision.AskFirst.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Execution:Runtime/ReverseShell", "Execution:EC2/MaliciousFile"})
    void needsNoRoleWhereGuardDutyStatesNone(String type) {
        assertThat(decide(finding(type, 8, ResourceRole.UNSTATED), INSTANCE)).isEqualTo(new Decision.Contain());
    }

    @Test
    void asksWhereARoleThatBelongsThereIsMissing() {
        assertThat(decide(finding("Trojan:EC2/DropPoint", 8, ResourceRole.UNSTATED), INSTANCE))
                .isInstanceOf(Decision.AskFirst.class);
    }

    private static void assertSkipped(Finding finding, Target target, String why) {
        assertThat(decide(finding, target))
                .isInstanceOfSatisfying(
                        Decision.Skip.class, skip -> assertThat(skip.reason()).containsIgnoringCase(why));
    }

    @Test
    void asksFirstWhereTheFindingIsInDoubtAboutItself() {
        Finding sure = finding("Recon:IAMUser/TorIPCaller", 8, ResourceRole.TARGET);
        Target target = new Target.RoleSession("web", "AROAEXAMPLEEXAMPLE001", "s");
        Finding doubtful = new Finding(
                sure.source(),
                sure.id(),
                sure.arn(),
                sure.type(),
                sure.severity(),
                sure.accountId(),
                sure.region(),
                sure.role(),
                sure.sample(),
                sure.archived(),
                sure.lastActivity(),
                sure.count(),
                sure.title(),
                List.of(target),
                List.of("several actors"));

        assertThat(decide(sure, target)).isInstanceOf(Decision.Contain.class);
        assertThat(decide(doubtful, target)).isEqualTo(new Decision.AskFirst("several actors"));
    }

    private static Decision decide(Finding finding, Target target) {
        return ENFORCING.decide(finding, target, SEVEN);
    }

    private static Finding finding(String type, double severity, ResourceRole role) {
        return new Finding(
                Source.GUARDDUTY,
                "f",
                "",
                type,
                severity,
                "123456789012",
                "us-east-1",
                role,
                false,
                false,
                null,
                1,
                "",
                List.of());
    }

    private static Finding marked(boolean sample, boolean archived, String account) {
        return new Finding(
                Source.GUARDDUTY,
                "f",
                "",
                "Trojan:EC2/DropPoint",
                9,
                account,
                "us-east-1",
                ResourceRole.ACTOR,
                sample,
                archived,
                null,
                1,
                "",
                List.of());
    }
}
