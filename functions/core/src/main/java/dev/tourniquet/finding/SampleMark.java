package dev.tourniquet.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a sample finding of GuardDuty. It is marked in up to three ways, and copies of it in circulation have lost one or
 * the other: {@code additionalInfo.sample}, the same inside the JSON text {@code additionalInfo.value}, and a title that
 * starts with {@code [SAMPLE]}. A finding about one of the invented resources is a sample even without a mark. Names that
 * somebody can give to a real resource mark nothing where an id says that it is real: whoever may make a user could make
 * one whose findings are all skipped.
 */
final class SampleMark {
    private static final Pattern INVENTED =
            Pattern.compile("i-9{8}(?:9{9})?|GeneratedFinding.*|bucketName", Pattern.DOTALL);

    private SampleMark() {}

    static boolean isOn(JsonNode detail) {
        JsonNode info = detail.path("service").path("additionalInfo");
        JsonNode value = info.path("value");
        return Fields.marked(info.path("sample"))
                || Fields.marked(value.path("sample"))
                || embedded(value)
                        .filter(inner -> Fields.marked(inner.path("sample")))
                        .isPresent()
                || detail.path("title").asText("").stripLeading().startsWith("[SAMPLE]")
                || inventedResource(detail.path("resource"));
    }

    /**
     * True where the additional information speaks of a sample in a form that cannot be read. It is no mark, because what
     * an attacker typed stands in it as well.
     */
    static boolean isUnclear(JsonNode detail) {
        JsonNode info = detail.path("service").path("additionalInfo");
        JsonNode doubtful = info.isObject() ? info.path("value") : info;
        boolean readable = info.isObject()
                && (doubtful.isObject()
                        || embedded(doubtful).filter(JsonNode::isObject).isPresent());
        return !readable && doubtful.toString().toLowerCase(Locale.ROOT).contains("sample");
    }

    private static Optional<JsonNode> embedded(JsonNode value) {
        try {
            return value.isTextual() ? Optional.of(Json.MAPPER.readTree(value.textValue())) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean inventedResource(JsonNode resource) {
        JsonNode key = resource.path("accessKeyDetails");
        return invented(resource.path("instanceDetails").path("instanceId"))
                || invented(key.path("accessKeyId"))
                || invented(key.path("principalId"))
                || (invented(key.path("userName")) && !Credential.of(key).hasRealId())
                || resource.path("s3BucketDetails").valueStream().anyMatch(bucket -> invented(bucket.path("name")));
    }

    private static boolean invented(JsonNode id) {
        return id.isTextual() && INVENTED.matcher(id.textValue()).matches();
    }
}
