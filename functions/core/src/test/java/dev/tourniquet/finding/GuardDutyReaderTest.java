package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardDutyReaderTest {

    @Test
    void readsWhatAnInstanceFindingSays() {
        Finding finding = Events.finding(Events.instance("UnauthorizedAccess:EC2/TorClient", "ACTOR"));

        assertThat(finding.targets()).containsExactly(new Target.Instance("i-0123456789abcdef0", false));
        assertThat(finding.role()).isEqualTo(ResourceRole.ACTOR);
        assertThat(finding.severity()).isEqualTo(8.0);
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.lastActivity()).isEqualTo(Instant.parse("2026-11-01T09:59:00Z"));
        assertThat(finding.sample()).isFalse();
        assertThat(finding.archived()).isFalse();
    }

    @Test
    void takesTheUpdateAsTheLastActivityWhereTheServiceBlockNamesNone() {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service")).remove("eventLastSeen");

        assertThat(Events.finding(event).lastActivity()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"containerDetails", "ecsClusterDetails", "eksClusterDetails", "kubernetesDetails"})
    void tellsAContainerHost(String block) {
        ObjectNode event = Events.instance("Execution:Runtime/ReverseShell", "");
        ((ObjectNode) event.at("/detail/resource")).set(block, Events.json("{'name':'x'}"));

        assertThat(Events.finding(event).targets()).containsExactly(new Target.Instance("i-0123456789abcdef0", true));
    }

    @Test
    void readsTheSessionOfAnInstanceAsOneTargetAndTheInstanceAsNoneForAnOrdinaryKeyFinding() {
        ObjectNode event = Events.accessKey(
                "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
                "{'userType':'AssumedRole','userName':'web','principalId':'AROAEXAMPLEEXAMPLE001:i-0123456789abcdef0'}");
        ((ObjectNode) event.at("/detail/resource"))
                .set("instanceDetails", Events.json("{'instanceId':'i-0aaaaaaaaaaaaaaaa'}"));

        assertThat(Events.finding(event).targets())
                .containsExactly(new Target.RoleSession("web", "AROAEXAMPLEEXAMPLE001", "i-0123456789abcdef0"));
    }

    @Test
    void findsTheInstanceOfExfiltratedCredentialsInTheNameOfTheSession() {
        ObjectNode event = Events.accessKey(
                "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
                "{'userType':'AssumedRole','userName':'web','principalId':'AROAEXAMPLEEXAMPLE001:i-0123456789abcdef0'}");

        assertThat(Events.finding(event).targets()).contains(new Target.Instance("i-0123456789abcdef0", false, true));
    }

    @Test
    void doubtsAnInstanceOfAnotherNameThanTheSession() {
        ObjectNode event = Events.accessKey(
                "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
                "{'userType':'AssumedRole','userName':'web','principalId':'AROAEXAMPLEEXAMPLE001:i-0123456789abcdef0'}");
        ObjectNode resource = (ObjectNode) event.at("/detail/resource");

        resource.set("instanceDetails", Events.json("{'instanceId':'i-0123456789abcdef0'}"));
        assertThat(Events.finding(event).doubts()).isEmpty();
        resource.set("instanceDetails", Events.json("{'instanceId':'i-0fedcba9876543210'}"));
        assertThat(Events.finding(event).doubts())
                .containsExactly("the finding contradicts itself: the session is named after i-0123456789abcdef0,"
                        + " but the instance is i-0fedcba9876543210");
    }

    @Test
    void keepsASessionNameOfUnheardOfFormRatherThanMissTheRole() {
        ObjectNode details = Events.json("{'userType':'AssumedRole','userName':'web'}");
        details.put("principalId", "AROAEXAMPLEEXAMPLE001:a\"b\n<script>:c");

        Target target = Events.finding(Events.accessKey("Impact:IAMUser/AnomalousBehavior", details.toString()))
                .targets()
                .getFirst();

        assertThat(target).isEqualTo(new Target.RoleSession("web", "AROAEXAMPLEEXAMPLE001", "a\"b <script>:c"));
        assertThat(target.key()).isEqualTo("AROAEXAMPLEEXAMPLE001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userType':'SomethingNew'}",
                "{'userType':'AssumedRole','userName':'web','principalId':'AIDAEXAMPLEEXAMPLE001:x'}",
                "{'userType':'IAMUser','userName':'alice'}",
                "{'userType':'AWSAccount','userName':'ANONYMOUS_PRINCIPAL','principalId':''}",
                "{'userType':'AWSAccount','principalId':'ANONYMOUS_PRINCIPAL'}",
                "{'userType':'AssumedRole','userName':'no spaces here','principalId':'AROAEXAMPLEEXAMPLE001:x'}",
                "{'userType':'AssumedRole','userName':null,'principalId':null}",
                "{}"
            })
    void findsNothingToContainInCredentialsThatAreNoRoleSession(String details) {
        assertThat(Events.finding(Events.accessKey("Recon:IAMUser/TorIPCaller", details))
                        .targets())
                .singleElement()
                .isInstanceOf(Target.Unsupported.class);
    }

    @Test
    void readsEveryBucketOfAPolicyFindingOnceAlthoughItsResourceTypeIsAccessKey() {
        ObjectNode event = Events.guardDuty(
                "Policy:S3/BucketPublicAccessGranted",
                "{'resourceType':'AccessKey','accessKeyDetails':{'userType':'AssumedRole','userName':'admin',"
                        + "'principalId':'AROAEXAMPLEEXAMPLE001:alice'},'s3BucketDetails':[{'name':'one-bucket'},"
                        + "{'name':'two-bucket'},{'name':'one-bucket'},{'name':'../etc'},{}]}",
                "{'archived':false}");

        assertThat(Events.finding(event).targets())
                .filteredOn(Target.Bucket.class::isInstance)
                .containsExactly(new Target.Bucket("one-bucket"), new Target.Bucket("two-bucket"));
        assertThat(Events.finding(event).targets()).noneMatch(Target.RoleSession.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "51, 1"})
    void isAPersonsDecisionWhereMoreBucketsAreListedThanAreRead(int listed, int doubts) {
        String buckets = IntStream.range(0, listed)
                .mapToObj(number -> "{'name':'bucket-" + number + "'}")
                .collect(Collectors.joining(","));
        Finding finding = Events.finding(Events.guardDuty(
                "Policy:S3/BucketPublicAccessGranted",
                "{'resourceType':'AccessKey','s3BucketDetails':[" + buckets + "]}",
                "{'archived':false}"));

        assertThat(finding.targets()).hasSize(50);
        assertThat(finding.doubts()).hasSize(doubts);
    }

    @Test
    void readsNoBucketsFromWhatIsNoList() {
        Finding finding = Events.finding(Events.guardDuty(
                "Policy:S3/BucketPublicAccessGranted",
                "{'resourceType':'AccessKey','s3BucketDetails':{'owner':{'name':'one-bucket'}}}",
                "{'archived':false}"));

        assertThat(finding.targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @Test
    void readsTheAccountWhereItsOwnBlockWasSwitchedOff() {
        ObjectNode event = Events.guardDuty(
                "Policy:S3/AccountBlockPublicAccessDisabled", "{'resourceType':'AccessKey'}", "{'archived':false}");

        assertThat(Events.finding(event).targets()).containsExactly(new Target.AccountPublicAccess("123456789012"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EKSCluster", "Lambda", "RDSDBInstance", "SomethingOf2030", ""})
    void namesResourceTypesThatAreNotContained(String resourceType) {
        ObjectNode event = Events.guardDuty(
                "Execution:Runtime/ReverseShell", "{'resourceType':'" + resourceType + "'}", "{'archived':false}");

        assertThat(Events.finding(event).targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "i-", "i-XYZ", "i-0123456789abcdef0; rm -rf /", "I-0123456789ABCDEF0"})
    void takesNothingForAnInstanceIdThatIsNone(String id) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/resource/instanceDetails")).put("instanceId", id);

        assertThat(Events.finding(event).targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'true'", "'yes'", "1", "{'by':'rule'}"})
    void takesAMarkThatCannotBeReadForArchived(String mark) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service"))
                .set("archived", Events.json("{'a':" + mark + "}").get("a"));

        assertThat(Events.finding(event).archived()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "accountId", "severity", "resource", "service"})
    void callsAFindingMalformedThatLacksWhatAFindingAlwaysHas(String field) {
        ObjectNode missing = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) missing.get("detail")).remove(field);
        ObjectNode nulled = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) nulled.get("detail")).putNull(field);
        ObjectNode listed = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) listed.get("detail")).putArray(field);

        assertThat(FindingReader.read(missing)).isInstanceOf(Reading.Malformed.class);
        assertThat(FindingReader.read(nulled)).isInstanceOf(Reading.Malformed.class);
        assertThat(FindingReader.read(listed)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void boundsWhatAnAttackerMayHaveWritten() {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.get("detail")).put("title", "line\nbreak" + "x".repeat(10_000));

        assertThat(Events.finding(event).title()).hasSizeLessThanOrEqualTo(300).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u202e", "\u200b", "\u2028", "\ud83d", "\udc00", "\u001b"})
    void showsABlankForWhatChangesHowTextIsShownAndForHalfCharacters(String odd) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.get("detail")).put("title", "one" + odd + "two \ud83d\ude80");

        assertThat(Events.finding(event).title()).isEqualTo("one two \ud83d\ude80");
    }

    @Test
    void cutsNoCharacterInHalf() {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.get("detail")).put("title", "x".repeat(299) + "\ud83d\ude80");

        assertThat(Events.finding(event).title()).isEqualTo("x".repeat(299));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10.01", "80", "1e400", "'8'", "null", "[8]"})
    void callsAFindingOfImpossibleSeverityMalformed(String severity) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.get("detail"))
                .set("severity", Events.json("{'s':" + severity + "}").get("s"));

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'target'", "'Target'", "{}", "7", "''"})
    void doesNotTakeARoleThatItCannotReadForNone(String role) {
        ObjectNode event = Events.instance("Execution:Runtime/ReverseShell", "ACTOR");
        ((ObjectNode) event.at("/detail/service"))
                .set("resourceRole", Events.json("{'r':" + role + "}").get("r"));

        assertThat(Events.finding(event).role()).isEqualTo(ResourceRole.UNKNOWN);
    }

    /** One field at a time, at every depth, with each kind of value that does not belong there. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "{}", "'\\u0000'", "true", "[[[]]]"})
    void neverThrowsWhicheverFieldIsOfAnotherKind(String odd) {
        ObjectNode event = Events.accessKey(
                "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
                "{'userType':'AssumedRole','userName':'web','principalId':'AROAEXAMPLEEXAMPLE001:i-0123456789abcdef0'}");
        ((ObjectNode) event.at("/detail/resource"))
                .set(
                        "s3BucketDetails",
                        Events.json("{'a':[{'name':'one-bucket'}]}").get("a"));
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", Events.json("{'value':'{}','sample':false}"));
        JsonNode value = Events.json("{'v':" + odd + "}").get("v");
        List<String> tried = new ArrayList<>();

        mutate(event, event, value, "", tried);

        assertThat(tried).hasSizeGreaterThan(25).contains("/detail/resource/accessKeyDetails/principalId");
    }

    private static void mutate(ObjectNode event, JsonNode at, JsonNode value, String path, List<String> tried) {
        if (at instanceof ObjectNode parent) {
            for (String name :
                    parent.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode before = parent.get(name);
                mutate(event, before, value, path + "/" + name, tried);
                parent.set(name, value);
                tried.add(path + "/" + name);
                assertThat(FindingReader.read(event)).as(path + "/" + name).isNotNull();
                parent.set(name, before);
            }
        }
    }
}
