package dev.tourniquet.mutants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tourniquet.mutants.Objection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Why a response must not contain what an event names: the rules once more, read from the JSON and sharing no code with the
 * readers and the decider. Anything that stands where a mark belongs and is not plainly off counts as one.
 */
final class Objections {
    private static final ObjectMapper LENIENT = new ObjectMapper();
    private static final String INFO = "/detail/service/additionalInfo";
    private static final Pattern INVENTED = Pattern.compile("i-99999999(9{9})?|GeneratedFinding[\\s\\S]*|bucketName");
    private static final Pattern REAL_ID = Pattern.compile("(?:AROA|AIDA|AKIA|ASIA)[A-Z0-9]{12,124}(?::[\\s\\S]*)?");

    private final JsonNode event;
    private final Answer answer;
    private final List<Objection> found = new ArrayList<>();

    private Objections(JsonNode event, Answer answer) {
        this.event = event;
        this.answer = answer;
    }

    /** Empty where nothing speaks against it. */
    static List<Objection> to(JsonNode event, Answer answer) {
        Objections objections = new Objections(event, answer);
        String kind =
                event.path("source").asText() + "|" + event.path("detail-type").asText();
        switch (kind) {
            case "aws.guardduty|GuardDuty Finding" -> objections.guardDuty();
            case "aws.macie|Macie Finding" -> objections.macie();
            default -> objections.add(Kind.NO_FINDING);
        }
        return objections.found;
    }

    private void guardDuty() {
        common(
                event.at("/detail/severity").isNumber()
                        ? event.at("/detail/severity").doubleValue()
                        : 0);
        if (on(event.at("/detail/service/archived"))) {
            add(Kind.ARCHIVED, "/detail/service/archived");
        }
        sample();
        doubt();
        if (answer == Answer.ISOLATE_INSTANCE) {
            instance();
        }
    }

    private void macie() {
        JsonNode score = event.at("/detail/severity/score");
        common(
                score.isNumber() && List.of(1.0, 2.0, 3.0).contains(score.doubleValue())
                        ? score.doubleValue() * 3 - 1
                        : 0);
        if (on(event.at("/detail/archived"))) {
            add(Kind.ARCHIVED, "/detail/archived");
        }
        if (on(event.at("/detail/sample"))) {
            add(Kind.SAMPLE, "/detail/sample");
        }
        if (event.at("/detail/resourcesAffected/s3Bucket/name").asText().equals("macie-sample-finding-bucket")) {
            add(Kind.SAMPLE, "/detail/resourcesAffected/s3Bucket/name");
        }
    }

    private void common(double severity) {
        String type = event.at("/detail/type").asText();
        if (!event.at("/detail/accountId").isTextual()
                || !event.at("/detail/accountId").textValue().equals(Answer.ACCOUNT)) {
            add(Kind.FOREIGN_ACCOUNT, "/detail/accountId");
        }
        if (answer.decider().findingTypes().stream().noneMatch(type::startsWith)) {
            add(Kind.TYPE, "/detail/type");
        }
        double threshold = answer.thresholds().byTypePrefix().entrySet().stream()
                .filter(each -> type.startsWith(each.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(answer.thresholds().byDefault());
        if (severity < threshold || severity > 10) {
            add(Kind.SEVERITY, "/detail/severity", "/detail/type");
        }
        if (Named.by(event, answer).isEmpty()) {
            add(
                    Kind.NAMES_NOTHING,
                    "/detail/resource",
                    "/detail/service/detection",
                    "/detail/resourcesAffected",
                    "/detail/type",
                    "/detail/accountId");
        }
    }

    private void sample() {
        JsonNode info = event.at(INFO);
        if (on(info.path("sample"))) {
            add(Kind.SAMPLE, INFO + "/sample");
        }
        if (!info.isObject() && speaksOfSample(info.toString())) {
            add(Kind.SAMPLE, INFO);
        }
        if (markedInside(info.path("value"))) {
            add(Kind.SAMPLE, INFO + "/value");
        }
        if (event.at("/detail/title").asText().strip().startsWith("[SAMPLE]")) {
            add(Kind.SAMPLE, "/detail/title");
        }
        String key = "/detail/resource/accessKeyDetails";
        for (String place :
                List.of("/detail/resource/instanceDetails/instanceId", key + "/accessKeyId", key + "/principalId")) {
            if (INVENTED.matcher(event.at(place).asText()).matches()) {
                add(Kind.SAMPLE, place);
            }
        }
        if (INVENTED.matcher(event.at(key + "/userName").asText()).matches()
                && !REAL_ID.matcher(event.at(key + "/principalId").asText()).matches()
                && !REAL_ID.matcher(event.at(key + "/accessKeyId").asText()).matches()) {
            add(Kind.SAMPLE, key);
        }
        for (JsonNode bucket : event.at("/detail/resource/s3BucketDetails")) {
            if (INVENTED.matcher(bucket.path("name").asText()).matches()) {
                add(Kind.SAMPLE, "/detail/resource/s3BucketDetails");
            }
        }
    }

    /** The mark in a text that is JSON once more, or the word in something that is neither. */
    private static boolean markedInside(JsonNode value) {
        if (value.isObject()) {
            return on(value.path("sample"));
        }
        try {
            JsonNode read = value.isTextual() ? LENIENT.readTree(value.textValue()) : value;
            return read.isObject() ? on(read.path("sample")) : speaksOfSample(value.toString());
        } catch (JsonProcessingException e) {
            return speaksOfSample(value.textValue());
        }
    }

    private void doubt() {
        if (isSequence()) {
            Sequences.doubt(event.at(Sequences.PLACE)).ifPresent(_ -> add(Kind.DOUBT, Sequences.PLACE));
            return;
        }
        String key = "/detail/resource/accessKeyDetails";
        if (Named.contradicts(event.at(key))) {
            add(Kind.DOUBT, key, "/detail/resource/resourceType");
        }
        if (event.at("/detail/resource/s3BucketDetails").size() > 50) {
            add(Kind.DOUBT, "/detail/resource/s3BucketDetails");
        }
    }

    private void instance() {
        String type = event.at("/detail/type").asText();
        String role = event.at("/detail/service/resourceRole").asText("");
        boolean keyTaken = type.startsWith("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration")
                && event.at("/detail/resource/resourceType").asText().equals("AccessKey");
        boolean roleNeverStated = type.contains(":Runtime/") || type.startsWith("Execution:EC2/");
        boolean unstated = event.at("/detail/service/resourceRole").isMissingNode()
                || event.at("/detail/service/resourceRole").isNull();
        boolean acts = role.equals("ACTOR") && !isSequence();
        if (!(acts || keyTaken || (unstated && roleNeverStated && !isSequence()))) {
            add(Kind.ROLE, "/detail/service/resourceRole", "/detail/type", "/detail/resource/resourceType");
        }
        if (!event.at("/detail/region").asText().equals(Answer.REGION)) {
            add(Kind.OTHER_REGION, "/detail/region");
        }
        for (String sign : List.of("containerDetails", "ecsClusterDetails", "eksClusterDetails", "kubernetesDetails")) {
            JsonNode there = event.at("/detail/resource/" + sign);
            if (!there.isMissingNode() && !there.isNull() && !(there.isContainerNode() && there.isEmpty())) {
                add(Kind.CONTAINER_HOST, "/detail/resource/" + sign, "/detail/resource/resourceType");
            }
        }
    }

    private boolean isSequence() {
        return event.at("/detail/resource/resourceType").asText().equals("AttackSequence");
    }

    private static boolean on(JsonNode mark) {
        return !mark.isMissingNode() && !mark.isNull() && !mark.asText("set").equalsIgnoreCase("false");
    }

    private static boolean speaksOfSample(String text) {
        return text.toLowerCase(Locale.ROOT).contains("sample");
    }

    private void add(Kind kind, String... restsOn) {
        found.add(Objection.of(kind, restsOn));
    }
}
