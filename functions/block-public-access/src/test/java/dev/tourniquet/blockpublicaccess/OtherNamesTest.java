package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.findingOfType;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are no general purpose bucket's. No call on a bucket is made with them. */
final class OtherNamesTest extends InWorld {
    @AfterEach
    void callsNothingOnThem() {
        assertThat(world.wire.calls()).noneMatch(call -> call.contains("Bucket") || call.contains("Block"));
    }

    @Test
    void findsNothingToDoOnADirectoryBucket() {
        JsonNode report = world.report(findingOfType("Exfiltration:S3/AnomalousBehavior", "tq-models--use1-az4--x-s3"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("directory bucket", "always on");
    }

    @ParameterizedTest
    @CsvSource({
        "tq-app-4sfgqvr6pkazoz6e1zyi5mrxhmnd1use1a-s3alias, an access point",
        "tq-app--use1-az4--xa-s3, an access point of a directory bucket",
        "tq-app-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3, an access point on Outposts",
        "tq-redact-6mjp6qkuwt3qfo7xk4m1mi2yxg8c4use1b--ol-s3, an Object Lambda access point",
        "mfzwi23gnjvgw.mrap, a Multi-Region Access Point"
    })
    void refusesAnAccessPointAndPointsToTheBucketBehindIt(String name, String kind) {
        JsonNode report = world.report(finding(name));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(reason(report)).contains(name + " is " + kind);
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("the bucket behind it"))
                .anyMatch(step -> step.contains("Delete the access point"));
    }

    @Test
    void refusesABucketOfTables() {
        JsonNode report = world.report(finding("63a8e430-6e0b-46f5-k833abtwr6s8tmtsycedn8s4yc3xhuse1b--table-s3"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(reason(report)).contains("S3 Tables");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:us-east-1:123456789012:accesspoint/tq-app",
        "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
        "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/tq-redact",
        "arn:aws:s3vectors:us-east-1:123456789012:bucket/tq-vectors"
    })
    void skipsWhatIsNoNameOfABucketAtAll(String arn) {
        assertThat(outcome(world.report(finding(arn)))).isEqualTo("SKIPPED");
    }
}
