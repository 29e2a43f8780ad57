package dev.tourniquet.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a sample finding of GuardDuty. It is marked in up to three ways, and copies of it in circulation have lost one or
 * the other: {@code additionalInfo.sample}, the same inside the JSON text {@code additionalInfo.value}, and a title that
 * starts with {@code [SAMPLE]}. A finding about one of the invented resources is a sample even without a mark, and so is
 * one whose additional information speaks of a sample in a form that cannot be read.
 */
final class SampleMark {
    private static final Pattern INVENTED =
            Pattern.compile("i-9{8}(?:9{9})?|GeneratedFinding.*|bucketName", Pattern.DOTALL);

    /** Of a user, or of a role and its session. */
    private static final Pattern ISSUED = Pattern.compile("(?:AIDA|AROA)[A-Z0-9]{12,28}(?::.*)?", Pattern.DOTALL);

    private SampleMark() {}

    static boolean isOn(JsonNode detail) {
        JsonNode info = detail.path("service").path("additionalInfo");
        return Fields.marked(info.path("sample"))
                || embeddedMark(info.path("value"))
                || (Fields.present(info) && !info.isObject() && speaksOfSample(info.toString()))
                || detail.path("title").asText("").stripLeading().startsWith("[SAMPLE]")
                || inventedResource(detail.path("resource"));
    }

    private static boolean embeddedMark(JsonNode value) {
        if (!value.isTextual()) {
            return Fields.marked(value.path("sample"));
        }
        try {
            return Fields.marked(Json.MAPPER.readTree(value.textValue()).path("sample"));
        } catch (JsonProcessingException e) {
            return speaksOfSample(value.textValue());
        }
    }

    private static boolean speaksOfSample(String text) {
        return text.toLowerCase(Locale.ROOT).contains("sample");
    }

    private static boolean inventedResource(JsonNode resource) {
        JsonNode key = resource.path("accessKeyDetails");
        return invented(resource.path("instanceDetails").path("instanceId"))
                || invented(key.path("accessKeyId"))
                || invented(key.path("principalId"))
                || (invented(key.path("userName")) && !isIssued(key))
                || invented(resource.path("s3BucketDetails").path(0).path("name"));
    }

    /** A name is its owner's choice: beside an id that only AWS gives, one like those of samples must spare nobody. */
    private static boolean isIssued(JsonNode key) {
        return Fields.matching(key.path("accessKeyId"), Fields.ACCESS_KEY_ID) != null
                || Fields.matching(key.path("principalId"), ISSUED) != null;
    }

    private static boolean invented(JsonNode id) {
        return id.isTextual() && INVENTED.matcher(id.textValue()).matches();
    }
}
