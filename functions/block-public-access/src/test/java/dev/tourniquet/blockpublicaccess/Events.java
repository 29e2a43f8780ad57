package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The samples of the repository, on other buckets and of other types. */
final class Events {
    private Events() {}

    /** A real GuardDuty event of ours on {@code buckets}. */
    static ObjectNode finding(String... buckets) {
        ObjectNode event = sample("guardduty/Policy-S3-BucketPublicAccessGranted");
        ArrayNode details = (ArrayNode) event.at("/detail/resource/s3BucketDetails");
        ObjectNode detail = (ObjectNode) details.get(0).deepCopy();
        details.removeAll();
        for (String bucket : buckets) {
            details.add(detail.deepCopy().put("name", bucket).put("arn", "arn:aws:s3:::" + bucket));
        }
        return event;
    }

    /** The same event of another type, about the use of a bucket. */
    static ObjectNode findingOfType(String type, String bucket) {
        ObjectNode event = finding(bucket);
        ((ObjectNode) event.path("detail")).put("type", type);
        ((ObjectNode) event.at("/detail/resource")).put("resourceType", "S3Bucket");
        return event;
    }

    /** A real attack sequence of one actor on {@code bucket}. */
    static ObjectNode sequence(String bucket) {
        ObjectNode event = sample("guardduty/AttackSequence-S3-CompromisedData");
        ((ObjectNode) event.at("/detail/service/detection/sequence/resources/0"))
                .put("uid", "arn:aws:s3:::" + bucket)
                .put("name", bucket);
        return event;
    }

    /** A real Macie event of ours on {@code bucket}. */
    static ObjectNode macieFinding(String bucket) {
        ObjectNode event = sample("macie/Policy-IAMUser-S3BucketPublic");
        ((ObjectNode) event.at("/detail/resourcesAffected/s3Bucket")).put("name", bucket);
        return event;
    }

    static ObjectNode macieFindingOfType(String type, String bucket) {
        ObjectNode event = macieFinding(bucket);
        ((ObjectNode) event.path("detail")).put("type", type);
        return event;
    }

    static ObjectNode accountFinding() {
        return sample("guardduty/Policy-S3-AccountBlockPublicAccessDisabled");
    }

    private static ObjectNode sample(String name) {
        try {
            return Json.read(Files.readString(Path.of("../../events-samples", name + ".json")), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
