package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;

/** Asks EventBridge's own engine which synthesized rules an event matches. */
class FindingRulesTest {

    private static final String OWN = "123456789012";
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
        assertThat(rulesFor(guardDuty(type, "8"))).containsExactly("tourniquet-isolate-instance-guardduty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recon:IAMUser/MaliciousIPCaller.Custom",
                "Stealth:IAMUser/CloudTrailLoggingDisabled",
                "PenTest:IAMUser/KaliLinux",
                "CredentialAccess:IAMUser/CompromisedCredentials"
            })
    void findingsOfAPrincipalReachRevocation(String type) {
        assertThat(rulesFor(guardDuty(type, "5"))).containsExactly("tourniquet-revoke-sessions-guardduty");
    }

    @Test
    void stolenInstanceCredentialsReachBoth() {
        assertThat(rulesFor(guardDuty("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", "8")))
                .containsExactlyInAnyOrder(
                        "tourniquet-isolate-instance-guardduty", "tourniquet-revoke-sessions-guardduty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/AccountBlockPublicAccessDisabled"})
    void publicBucketsReachTheBlock(String type) {
        assertThat(rulesFor(guardDuty(type, "2"))).containsExactly("tourniquet-block-public-access-guardduty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy:IAMUser/S3BucketPublic", "Policy:IAMUser/S3BlockPublicAccessDisabled"})
    void publicBucketsThatMacieFindsReachTheBlock(String type) {
        assertThat(rulesFor(macie(type, OWN, 1))).containsExactly("tourniquet-block-public-access-macie");
        assertThat(rulesFor(macie(type, OWN, 3))).containsExactly("tourniquet-block-public-access-macie");
    }

    /** The same type, then and now, from two services: only Macie's is about the bucket that it names. */
    @Test
    void theSourceDecidesNotTheTypeAlone() {
        assertThat(rulesFor(guardDuty("Policy:IAMUser/S3BlockPublicAccessDisabled", "8")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recon:EC2/PortProbeUnprotectedPort",
                "Recon:EC2/PortProbeEMRUnprotectedPort",
                "CredentialAccess:EC2/UnsecuredCredentials",
                "Policy:IAMUser/RootCredentialUsage",
                "Discovery:S3/MaliciousIPCaller",
                "AttackSequence:EC2/CompromisedInstanceGroup",
                "Policy:Kubernetes/ExposedDashboard"
            })
    void otherTypesReachNothing(String type) {
        assertThat(rulesFor(guardDuty(type, "9"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SensitiveData:S3Object/Financial", "Policy:IAMUser/S3BucketEncryptionDisabled"})
    void otherMacieTypesReachNothing(String type) {
        assertThat(rulesFor(macie(type, OWN, 3))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Backdoor:EC2/Spambot, 5, true",
        "Backdoor:EC2/Spambot, 5.0, true",
        "Backdoor:EC2/Spambot, 4.9, false",
        "Recon:IAMUser/TorIPCaller, 4.0, true",
        "Recon:IAMUser/TorIPCaller, 3.9, false",
        "Policy:S3/BucketPublicAccessGranted, 1, true",
        "Policy:S3/BucketPublicAccessGranted, 0.5, false"
    })
    void aRuleLetsThroughWhatAnyThresholdOfTheResponseCouldAnswer(String type, String severity, boolean matched) {
        assertThat(rulesFor(guardDuty(type, severity)).isEmpty()).isEqualTo(!matched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Backdoor:EC2/Spambot", "Recon:IAMUser/TorIPCaller", "Policy:S3/BucketPublicAccessGranted"})
    void findingsOfAnotherAccountReachNothing(String type) {
        assertThat(rulesFor(guardDuty(type, "8").replace("\"accountId\":\"" + OWN, "\"accountId\":\"210987654321")))
                .isEmpty();
        assertThat(rulesFor(macie("Policy:IAMUser/S3BucketPublic", "210987654321", 3)))
                .isEmpty();
    }

    @Test
    void otherEventsOfTheSameServicesReachNothing() {
        String finding = guardDuty("Backdoor:EC2/Spambot", "8");
        String alert = macie("Policy:IAMUser/S3BucketPublic", OWN, 3);

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

        assertThat(rulesFor(beijing, macie(type, "210987654321", 1))).isEmpty();
        assertThat(rulesFor(beijing, macie(type, "210987654321", 2)))
                .containsExactly("tourniquet-block-public-access-macie");
    }

    /** EventBridge quota "Event pattern size": 2,048 characters unless raised. */
    @Test
    void everyPatternFitsTheQuota() {
        assertThat(Synthesis.shared().templates().flatMap(template -> template.all("AWS::Events::Rule").stream()))
                .allSatisfy(
                        rule -> assertThat(rule.path("EventPattern").toString()).hasSizeLessThanOrEqualTo(2048));
    }

    private static List<String> rulesFor(String event) {
        return rulesFor(TEMPLATE, event);
    }

    private static List<String> rulesFor(Template template, String event) {
        List<String> matched = new ArrayList<>();
        for (JsonNode rule : template.all("AWS::Events::Rule")) {
            if (rule.has("EventPattern") && !rule.has("EventBusName") && matches(event, rule.path("EventPattern"))) {
                matched.add(rule.path("Name").asText());
            }
        }
        return matched;
    }

    private static boolean matches(String event, JsonNode pattern) {
        try {
            return Ruler.matchesRule(event, pattern.toString());
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String guardDuty(String type, String severity) {
        return """
                {"version":"0","id":"c8c4daa7","detail-type":"GuardDuty Finding","source":"aws.guardduty",
                 "account":"123456789012","time":"2026-05-01T10:00:00Z","region":"us-east-1","resources":[],
                 "detail":{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","type":"%s",
                 "severity":%s,"service":{"archived":false,"count":1}}}
                """.formatted(type, severity);
    }

    private static String macie(String type, String account, int score) {
        return """
                {"version":"0","id":"0948ba87","detail-type":"Macie Finding","source":"aws.macie",
                 "account":"123456789012","time":"2026-05-01T10:00:00Z","region":"us-east-1","resources":[],
                 "detail":{"schemaVersion":"1.0","accountId":"%s","region":"us-east-1","type":"%s",
                 "severity":{"score":%d,"description":"High"},"archived":false,"sample":false}}
                """.formatted(account, type, score);
    }
}
