package dev.tourniquet.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.regex.Pattern;

/**
 * Tells a sample finding of GuardDuty. It is marked in up to three ways, and copies of it in circulation have lost one or
 * the other: {@code additionalInfo.sample}, the same inside the JSON text {@code additionalInfo.value}, and a title that
 * starts with {@code [SAMPLE]}. A finding about one of the invented resources is a sample even without a mark.
 */
final class SampleMark {
    private static final Pattern INVENTED =
            Pattern.compile("i-9{8}(?:9{9})?|GeneratedFinding.*|bucketName", Pattern.DOTALL);

    private SampleMark() {}

    static boolean isOn(JsonNode detail) {
        JsonNode info = detail.path("service").path("additionalInfo");
        return Fields.marked(info.path("sample"))
                || Fields.marked(embedded(info.path("value")).path("sample"))
                || detail.path("title").asText("").stripLeading().startsWith("[SAMPLE]")
                || inventedResource(detail.path("resource"));
    }

    private static JsonNode embedded(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return Json.MAPPER.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static boolean inventedResource(JsonNode resource) {
        JsonNode key = resource.path("accessKeyDetails");
        return invented(resource.path("instanceDetails").path("instanceId"))
                || invented(key.path("accessKeyId"))
                || invented(key.path("principalId"))
                || invented(key.path("userName"))
                || invented(resource.path("s3BucketDetails").path(0).path("name"));
    }

    private static boolean invented(JsonNode id) {
        return id.isTextual() && INVENTED.matcher(id.textValue()).matches();
    }
}
