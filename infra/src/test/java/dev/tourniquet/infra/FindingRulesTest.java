package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks EventBridge's own engine which synthesized rules an event matches. */
class FindingRulesTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Backdoor:EC2/C&CActivity.B!DNS",
                "Behavior:EC2/TrafficVolumeUnusual",
                "CryptoCurrency:EC2/BitcoinTool.B!DNS",
                "DefenseEvasion:EC2/UnusualDoHActivity",
                "Execution:EC2/MaliciousFile",
                "Impact:EC2/WinRMBruteForce",
                "Recon:EC2/Portscan",
                "Trojan:EC2/DNSDataExfiltration",
                "UnauthorizedAccess:EC2/SSHBruteForce",
                "PrivilegeEscalation:Runtime/DockerSocketAccessed",
                "Execution:Runtime/ReverseShell"
            })
    void findingsOfACompromisedInstanceReachIsolation(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "8"))).containsExactly("tourniquet-isolate-instance-guardduty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recon:IAMUser/MaliciousIPCaller.Custom",
                "Stealth:IAMUser/CloudTrailLoggingDisabled",
                "PenTest:IAMUser/KaliLinux",
                "CredentialAccess:IAMUser/CompromisedCredentials"
            })
    void findingsOfAPrincipalReachBothContainmentsOfCredentials(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "5")))
                .containsExactlyInAnyOrder(
                        "tourniquet-revoke-sessions-guardduty", "tourniquet-deactivate-access-key-guardduty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Discovery:S3/MaliciousIPCaller",
                "Exfiltration:S3/AnomalousBehavior",
                "Impact:S3/AnomalousBehavior.Delete",
                "PenTest:S3/KaliLinux",
                "Stealth:S3/ServerAccessLoggingDisabled",
                "UnauthorizedAccess:S3/TorIPCaller"
            })
    void misuseOfABucketReachesTheCredentialAndTheBucket(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "8")))
                .containsExactlyInAnyOrder(
                        "tourniquet-revoke-sessions-guardduty",
                        "tourniquet-deactivate-access-key-guardduty",
                        "tourniquet-block-public-access-guardduty");
    }

    @ParameterizedTest
    @CsvSource({
        "AttackSequence:IAM/CompromisedCredentials, false, false",
        "AttackSequence:S3/CompromisedData, false, true",
        "AttackSequence:EC2/CompromisedInstanceGroup, true, false",
        "AttackSequence:ECS/CompromisedCluster, true, false",
        "AttackSequence:EKS/CompromisedCluster, true, false"
    })
    void anAttackSequenceReachesAllThatItsActorsHold(String type, boolean instances, boolean buckets) {
        List<String> expected = new ArrayList<>(
                List.of("tourniquet-revoke-sessions-guardduty", "tourniquet-deactivate-access-key-guardduty"));
        if (instances) {
            expected.add("tourniquet-isolate-instance-guardduty");
        }
        if (buckets) {
            expected.add("tourniquet-block-public-access-guardduty");
        }

        assertThat(rulesFor(Events.guardDuty(type, "9"))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void stolenInstanceCredentialsReachTheInstanceToo() {
        assertThat(rulesFor(
                        Events.guardDuty("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", "8")))
                .containsExactlyInAnyOrder(
                        "tourniquet-isolate-instance-guardduty",
                        "tourniquet-revoke-sessions-guardduty",
                        "tourniquet-deactivate-access-key-guardduty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/AccountBlockPublicAccessDisabled"})
    void publicBucketsReachTheBlock(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "2"))).containsExactly("tourniquet-block-public-access-guardduty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy:IAMUser/S3BucketPublic", "Policy:IAMUser/S3BlockPublicAccessDisabled"})
    void publicBucketsThatMacieFindsReachTheBlock(String type) {
        assertThat(rulesFor(Events.macie(type, Events.OWN, 1))).containsExactly("tourniquet-block-public-access-macie");
        assertThat(rulesFor(Events.macie(type, Events.OWN, 3))).containsExactly("tourniquet-block-public-access-macie");
    }

    /** The same type, then and now, from two services: only Macie's is about the bucket that it names. */
    @Test
    void theSourceDecidesNotTheTypeAlone() {
        assertThat(rulesFor(Events.guardDuty("Policy:IAMUser/S3BlockPublicAccessDisabled", "8")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recon:EC2/PortProbeUnprotectedPort",
                "Recon:EC2/PortProbeEMRUnprotectedPort",
                "CredentialAccess:EC2/UnsecuredCredentials",
                "Policy:IAMUser/RootCredentialUsage",
                "Object:S3/MaliciousFile",
                "Discovery:S3Tables/MaliciousIPCaller",
                "AttackSequence:Lambda/CompromisedFunction",
                "Policy:Kubernetes/ExposedDashboard"
            })
    void otherTypesReachNothing(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "9"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SensitiveData:S3Object/Financial", "SensitiveData:S3Object/Multiple"})
    void sensitiveDataReachesTheBlockWhichLooksWhetherItIsPublic(String type) {
        assertThat(rulesFor(Events.macie(type, Events.OWN, 1))).containsExactly("tourniquet-block-public-access-macie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SensitiveData:S3Bucket/Financial", "Policy:IAMUser/S3BucketEncryptionDisabled"})
    void otherMacieTypesReachNothing(String type) {
        assertThat(rulesFor(Events.macie(type, Events.OWN, 3))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Backdoor:EC2/Spambot, 5, true",
        "Backdoor:EC2/Spambot, 5.0, true",
        "Backdoor:EC2/Spambot, 4.9, false",
        "Recon:IAMUser/TorIPCaller, 4.0, true",
        "Recon:IAMUser/TorIPCaller, 3.9, false",
        "Exfiltration:S3/AnomalousBehavior, 1, true",
        "AttackSequence:IAM/CompromisedCredentials, 3.9, false",
        "Policy:S3/BucketPublicAccessGranted, 1, true",
        "Policy:S3/BucketPublicAccessGranted, 0.5, false"
    })
    void aRuleLetsThroughWhatAnyThresholdOfTheResponseCouldAnswer(String type, String severity, boolean matched) {
        assertThat(rulesFor(Events.guardDuty(type, severity)).isEmpty()).isEqualTo(!matched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Backdoor:EC2/Spambot", "Recon:IAMUser/TorIPCaller", "Policy:S3/BucketPublicAccessGranted"})
    void findingsOfAnotherAccountReachNothing(String type) {
        assertThat(rulesFor(Events.guardDuty(type, "8")
                        .replace("\"accountId\":\"" + Events.OWN, "\"accountId\":\"210987654321")))
                .isEmpty();
        assertThat(rulesFor(Events.macie("Policy:IAMUser/S3BucketPublic", "210987654321", 3)))
                .isEmpty();
    }

    @Test
    void otherEventsOfTheSameServicesReachNothing() {
        String finding = Events.guardDuty("Backdoor:EC2/Spambot", "8");
        String alert = Events.macie("Policy:IAMUser/S3BucketPublic", Events.OWN, 3);

        assertThat(rulesFor(finding.replace("GuardDuty Finding", "GuardDuty Malware Protection Object Scan Result")))
                .isEmpty();
        assertThat(rulesFor(alert.replace("Macie Finding", "Macie Alert"))).isEmpty();
        assertThat(rulesFor(finding.replace("aws.guardduty", "custom.guardduty")))
                .isEmpty();
    }

    @Test
    void aHigherThresholdLeavesLowMacieFindingsOut() {
        Template beijing = Synthesis.shared().template(Synthesis.BEIJING);
        String type = "Policy:IAMUser/S3BucketPublic";

        assertThat(Events.rulesFor(beijing, Events.macie(type, "210987654321", 1)))
                .isEmpty();
        assertThat(Events.rulesFor(beijing, Events.macie(type, "210987654321", 2)))
                .containsExactly("tourniquet-block-public-access-macie");
    }

    private static List<String> rulesFor(String event) {
        return Events.rulesFor(TEMPLATE, event);
    }
}
