package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderReaderTest {
    private static final String GUARDDUTY = "arn:aws:securityhub:us-east-1::product/aws/guardduty";
    private static final String MACIE = "arn:aws:securityhub:us-east-1::product/aws/macie";
    private static final String INSTANCE =
            "{'Type':'AwsEc2Instance','Id':'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0'}";

    private final ObjectNode asff = asff(GUARDDUTY, "TTPs/Command and Control/Trojan:EC2-DropPoint", INSTANCE);
    private final ObjectNode event = order("TourniquetContain", asff);

    @Test
    void readsWhatIsOrderedWhereAndWhen() {
        Order order = read();

        assertThat(order.kind()).isEqualTo(Order.Kind.CONTAIN);
        assertThat(order.account()).isEqualTo("123456789012");
        assertThat(order.region()).isEqualTo("us-east-1");
        assertThat(order.at()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
        assertThat(((Order) FindingReader.read(order("TourniquetRelease", asff))).kind())
                .isEqualTo(Order.Kind.RELEASE);
    }

    @Test
    void readsAFindingAsGuardDutySentIt() {
        assertThat(finding())
                .isEqualTo(new Finding(
                        Source.GUARDDUTY,
                        "0123456789abcdef0123456789abcdef",
                        asff.get("Id").textValue(),
                        "Trojan:EC2/DropPoint",
                        8.5,
                        "123456789012",
                        "us-east-1",
                        ResourceRole.ACTOR,
                        false,
                        false,
                        Instant.parse("2026-11-01T09:59:00Z"),
                        3,
                        "A title",
                        java.util.List.of(new Target.Instance("i-0123456789abcdef0", false))));
    }

    @Test
    void findsTheSessionOfARoleAndTheInstanceThatItIsNamedAfter() {
        resources(key("ASIAEXAMPLEKEY000001", "AROAEXAMPLEROLE00001:i-0123456789abcdef0", "AssumedRole", "app"));
        types("Effects/Data Exfiltration/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS");

        assertThat(finding().type()).isEqualTo("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS");
        assertThat(finding().targets())
                .containsExactly(
                        new Target.RoleSession("app", "AROAEXAMPLEROLE00001", "i-0123456789abcdef0"),
                        new Target.Instance("i-0123456789abcdef0", false, true));
    }

    @Test
    void findsTheKeyOfAUser() {
        resources(key("AKIAEXAMPLEKEY000001", "AIDAEXAMPLEUSER00001", "IAMUser", "alice"));
        types("TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller");

        assertThat(finding().targets())
                .containsExactly(new Target.UserAccessKey("AKIAEXAMPLEKEY000001", "alice", "AIDAEXAMPLEUSER00001"));
    }

    @Test
    void findsTheBucketsOfGuardDutyAndOfMacie() {
        String bucket = "{'Type':'AwsS3Bucket','Id':'arn:aws:s3:::example-logs'}";
        resources(bucket);
        types("Effects/Data Exposure/Policy:S3-BucketAnonymousAccessGranted");
        assertThat(finding().targets()).containsExactly(new Target.Bucket("example-logs"));

        ObjectNode macie = asff(MACIE, "Sensitive Data Identifications/PII/SensitiveData:S3Object-Personal", bucket);
        Finding found = (Finding) ((Order) FindingReader.read(order("TourniquetContain", macie)))
                .findings()
                .getFirst();
        assertThat(found.source()).isEqualTo(Source.MACIE);
        assertThat(found.type()).isEqualTo("SensitiveData:S3Object/Personal");
        assertThat(found.severity()).isEqualTo(8);
        assertThat(found.targets()).containsExactly(new Target.Bucket("example-logs"));
    }

    @Test
    void takesANodeOfAClusterForAContainerHost() {
        resources(INSTANCE, "{'Type':'AwsEcsCluster','Id':'arn:aws:ecs:us-east-1:123456789012:cluster/web'}");
        types("TTPs/Execution:Runtime-NewBinaryExecuted");

        assertThat(finding().targets()).containsExactly(new Target.Instance("i-0123456789abcdef0", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default",
                "arn:aws:securityhub:us-east-1::product/aws/inspector",
                "arn:aws:securityhub:us-east-1::product/aws/guardduty2",
                "arn:aws:securityhub:us-east-1:999999999999:product/aws/guardduty",
                "GuardDuty",
                ""
            })
    void namesNoTargetOfAFindingThatSomebodyElseMade(String product) {
        asff.put("ProductArn", product).put("ProductName", "GuardDuty");

        assertThat(finding().source()).isEqualTo(Source.UNREAD);
        assertThat(finding().targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @Test
    void believesTheProductAndNotWhoeverChangedTheFindingSince() {
        asff.putObject("FindingProviderFields").set("Severity", Events.json("{'Label':'LOW'}"));
        ((ObjectNode) asff.get("FindingProviderFields")).putArray("Types").add("TTPs/Recon:EC2-Portscan");

        assertThat(finding().type()).isEqualTo("Recon:EC2/Portscan");
        assertThat(finding().severity()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, 1, 1",
        "LOW, 9, 2",
        "MEDIUM, 6.5, 6.5",
        "HIGH, 0, 8",
        "CRITICAL, 9.8, 9.8",
        "CRITICAL, 90, 9.5",
        "X, 8, 2"
    })
    void gradesByTheBandAndByTheNumberWithinIt(String label, double number, double severity) {
        asff.set("Severity", Events.json("{'Label':'" + label + "','Product':" + number + "}"));

        assertThat(finding().severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"Sample, true", "ProductFields, {\"aws/guardduty/service/additionalInfo/sample\":\"true\"}"})
    void tellsASample(String field, String value) throws Exception {
        asff.set(field, dev.tourniquet.json.Json.MAPPER.readTree(value));

        assertThat(finding().sample()).isTrue();
    }

    @Test
    void doesNotActOnAnAttackSequence() {
        types("TTPs/AttackSequence:EC2-CompromisedInstanceGroup");

        assertThat(finding().targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:securityhub:us-east-1:123456789012:action/custom/",
                "arn:aws:securityhub:us-east-1:1234:action/custom/TourniquetContain",
                "arn:aws:securityhub:us-east-1:123456789012:hub/default",
                "TourniquetContain"
            })
    void callsAnEventMalformedThatNamesNoAction(String action) {
        event.putArray("resources").add(action);

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void leavesOtherActionsAlone() {
        assertThat(FindingReader.read(order("SendToSlack", asff))).isInstanceOf(Reading.Ignored.class);
        assertThat(FindingReader.read(order("tourniquetcontain", asff))).isInstanceOf(Reading.Ignored.class);
    }

    @Test
    void callsAnOrderMalformedOfWhichNobodyKnowsWhenItWasGiven() {
        event.put("time", "yesterday");

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void takesNoMoreFindingsThanThePageLetsAPersonSelect() {
        ArrayNode findings = ((ObjectNode) event.get("detail")).putArray("findings");
        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
        for (int i = 0; i < 20; i++) {
            findings.add(asff);
        }
        assertThat(read().findings()).hasSize(20);
        findings.add(asff);
        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void readsTheOthersWhereOneFindingIsNone() {
        ((ArrayNode) event.at("/detail/findings")).insert(0, "no finding").insert(1, Events.json("{'Id':'x'}"));

        assertThat(read().findings()).hasSize(3);
        assertThat(read().findings().get(0)).isInstanceOf(Reading.Malformed.class);
        assertThat(read().findings().get(1)).isInstanceOf(Reading.Malformed.class);
        assertThat(read().findings().get(2)).isInstanceOf(Finding.class);
    }

    private Order read() {
        return (Order) FindingReader.read(event);
    }

    private Finding finding() {
        return (Finding) read().findings().getFirst();
    }

    private void resources(String... resources) {
        ArrayNode list = asff.putArray("Resources");
        for (String resource : resources) {
            list.add(Events.json(resource));
        }
    }

    private void types(String type) {
        asff.putArray("Types").add(type);
    }

    private static String key(String id, String principal, String type, String name) {
        return "{'Type':'AwsIamAccessKey','Id':'AWS::IAM::AccessKey:" + id + "','Details':{'AwsIamAccessKey':"
                + "{'PrincipalId':'" + principal + "','PrincipalType':'" + type + "','PrincipalName':'" + name + "'}}}";
    }

    private static ObjectNode asff(String product, String type, String resource) {
        ObjectNode asff =
                Events.json("{'SchemaVersion':'2018-10-08','Region':'us-east-1','AwsAccountId':'123456789012',"
                        + "'Id':'arn:aws:guardduty:us-east-1:123456789012:detector/d/finding/0123456789abcdef0123456789abcdef',"
                        + "'CreatedAt':'2026-11-01T09:00:00.000Z','UpdatedAt':'2026-11-01T10:00:00.000Z','Title':'A title',"
                        + "'Severity':{'Label':'HIGH','Product':8.5,'Normalized':70},'Sample':false,'RecordState':'ACTIVE',"
                        + "'ProductFields':{'aws/guardduty/service/resourceRole':'ACTOR',"
                        + "'aws/guardduty/service/archived':'false','aws/guardduty/service/count':'3',"
                        + "'aws/guardduty/service/eventLastSeen':'2026-11-01T09:59:00Z'}}");
        asff.put("ProductArn", product);
        asff.putArray("Types").add(type);
        asff.putArray("Resources").add(Events.json(resource));
        if (product.equals(MACIE)) {
            asff.remove("ProductFields");
            ((ObjectNode) asff.get("Severity")).remove("Product");
        }
        return asff;
    }

    private static ObjectNode order(String action, ObjectNode... findings) {
        ObjectNode event =
                Events.json("{'source':'aws.securityhub','detail-type':'Security Hub Findings - Custom Action',"
                        + "'account':'123456789012','region':'us-east-1','time':'2026-11-01T12:00:00Z'}");
        event.putArray("resources").add("arn:aws:securityhub:us-east-1:123456789012:action/custom/" + action);
        ObjectNode detail = event.putObject("detail");
        detail.put("actionName", action).put("actionDescription", "x");
        ArrayNode list = detail.putArray("findings");
        for (ObjectNode finding : findings) {
            list.add(finding);
        }
        return event;
    }
}
