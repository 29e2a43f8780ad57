package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Reads the {@code detail} of a Macie finding: policy and sensitive data findings share one shape.
 *
 * @see <a href="https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html">Event schema</a>
 */
final class MacieReader {
    private static final String SAMPLE_BUCKET = "macie-sample-finding-bucket";

    private MacieReader() {}

    static Reading read(JsonNode detail) {
        String id = Fields.text(detail.path("id"));
        String type = Fields.text(detail.path("type"));
        String account = Fields.matching(detail.path("accountId"), Fields.ACCOUNT_ID);
        double severity = severity(detail.path("severity").path("score"));
        if (id.isEmpty() || type.isEmpty()) {
            return new Reading.Malformed("a Macie finding needs id and type");
        }
        if (account == null) {
            return new Reading.Malformed("accountId is not an account of 12 digits");
        }
        if (severity == 0) {
            return new Reading.Malformed("severity.score is not 1, 2 or 3");
        }
        if (!detail.path("resourcesAffected").isObject()) {
            return new Reading.Malformed("a Macie finding needs resourcesAffected");
        }
        JsonNode bucket = detail.path("resourcesAffected").path("s3Bucket");
        Instant updated = Fields.instant(detail.path("updatedAt"));
        return new Finding(
                Source.MACIE,
                id,
                "",
                type,
                severity,
                account,
                Fields.text(detail.path("region")),
                ResourceRole.UNSTATED,
                Fields.marked(detail.path("sample"))
                        || SAMPLE_BUCKET.equals(bucket.path("name").asText()),
                Fields.marked(detail.path("archived")),
                updated != null ? updated : Fields.instant(detail.path("createdAt")),
                detail.path("count").asLong(1),
                Fields.text(detail.path("title")),
                List.of(target(bucket)));
    }

    /** Macie scores Low, Medium and High as 1, 2 and 3; GuardDuty's middle of the same bands is 2, 5 and 8. */
    private static double severity(JsonNode score) {
        double band = score.isNumber() ? score.doubleValue() : 0;
        return band == 1 || band == 2 || band == 3 ? band * 3 - 1 : 0;
    }

    private static Target target(JsonNode bucket) {
        String name = Fields.matching(bucket.path("name"), Fields.BUCKET_NAME);
        return name == null
                ? new Target.Unsupported("S3Bucket", "-", "the finding names no bucket")
                : new Target.Bucket(name);
    }
}
