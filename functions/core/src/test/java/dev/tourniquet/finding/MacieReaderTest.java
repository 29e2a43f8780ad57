package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MacieReaderTest {
    private final ObjectNode event = Events.macie("Policy:IAMUser/S3BucketPublic", 3);
    private final ObjectNode detail = (ObjectNode) event.get("detail");

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 5", "3, 8"})
    void putsItsScoresOnTheScaleOfGuardDuty(int score, double severity) {
        assertThat(Events.finding(Events.macie("Policy:IAMUser/S3BucketPublic", score))
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "accountId", "severity", "resourcesAffected"})
    void callsAFindingMalformedThatLacks(String field) {
        detail.remove(field);

        assertThat(FindingReader.read(event))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(field.substring(0, 2)));
    }

    @Test
    void callsAFindingMalformedWhoseAccountIsNone() {
        detail.put("accountId", "12345678901");

        assertThat(FindingReader.read(event)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void takesTheMomentOfTheUpdateOrElseThatOfTheCreation() {
        detail.put("createdAt", "2026-10-01T10:00:00Z");
        assertThat(Events.finding(event).lastActivity()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));

        detail.put("updatedAt", "yesterday");
        assertThat(Events.finding(event).lastActivity()).isEqualTo(Instant.parse("2026-10-01T10:00:00Z"));
    }

    @Test
    void knowsTheInventedBucketOfSamples() {
        ((ObjectNode) detail.at("/resourcesAffected/s3Bucket")).put("name", "macie-sample-finding-bucket");

        assertThat(Events.finding(event).sample()).isTrue();
    }

    @Test
    void namesTheBucketUnderWhichTheLedgerKeepsIt() {
        assertThat(Events.finding(event).targets()).extracting(Target::key).containsExactly("example-logs");
    }

    @Test
    void containsNothingWhereTheBucketHasNoValidName() {
        ((ObjectNode) detail.at("/resourcesAffected/s3Bucket")).put("name", "../etc\n");

        assertThat(Events.finding(event).targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }
}
