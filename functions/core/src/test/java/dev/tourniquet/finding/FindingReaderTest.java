package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingReaderTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 5", "3, 8"})
    void putsMaciesSeveritiesOnGuardDutysScale(int score, double severity) {
        Finding finding = Events.finding(Events.macie("Policy:IAMUser/S3BucketPublic", score));

        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.targets()).containsExactly(new Target.Bucket("example-logs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "archived"})
    void seesTheMarksOfAMacieFinding(String mark) {
        ObjectNode event = Events.macie("Policy:IAMUser/S3BucketPublic", 3);
        ((ObjectNode) event.get("detail")).put(mark, true);
        Finding finding = Events.finding(event);

        assertThat(mark.equals("sample") ? finding.sample() : finding.archived())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "2.5", "4294967299", "true", "'3'", "[3]", "1e400"})
    void callsAMacieFindingOfUnknownSeverityMalformed(String score) {
        ObjectNode event = Events.macie("Policy:IAMUser/S3BucketPublic", 3);
        ((ObjectNode) event.at("/detail/severity"))
                .set("score", Events.json("{'s':" + score + "}").get("s"));

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void ignoresTheAlertsOfMacieClassicAndSaysWhy() {
        assertThat(FindingReader.read(
                        Events.json("{'source':'aws.macie','detail-type':'Macie Alert','detail':{'risk-score':'9'}}")))
                .isInstanceOfSatisfying(
                        Reading.Ignored.class,
                        ignored -> assertThat(ignored.reason()).contains("Macie Classic"));
    }

    @ParameterizedTest
    @CsvSource({
        "aws.guardduty, GuardDuty Malware Protection Object Scan Result",
        "aws.ec2, EC2 Instance State-change Notification",
        "aws.guardduty, GuardDuty Runtime Protection Unhealthy",
        "attacker, GuardDuty Finding"
    })
    void ignoresEventsThatAreNoFindings(String source, String detailType) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        event.put("source", source).put("detail-type", detailType);

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'source':'aws.guardduty'}",
                "{'source':'aws.guardduty','detail-type':'GuardDuty Finding'}",
                "{'source':'aws.macie','detail-type':'Macie Finding','detail':[]}"
            })
    void callsWhatIsNoEventMalformed(String event) {
        assertThat(FindingReader.read(Events.json(event))).isInstanceOf(Reading.Malformed.class);
    }
}
