package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a finding in Security Hub's format (ASFF). GuardDuty's and Macie's are put back into the shape in which these services
 * send them, and read by the readers of those: a target means the same whichever way it came.
 *
 * <p>By whom a finding was made, its ProductArn alone says: Security Hub checks it. Product names, and all the rest, whoever
 * may import findings can choose. The findings of other products are read, so that it can be said why nothing is done, and have
 * no target.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html">ASFF</a>
 */
final class AsffReader {
    private static final Pattern PRODUCT =
            Pattern.compile("arn:aws[a-z-]{0,20}:securityhub:[a-z0-9-]{1,30}::product/aws/(guardduty|macie)");

    /** {@code TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort}: a slash within the type has become a hyphen. */
    private static final Pattern TYPE = Pattern.compile("(?:.*/)?([A-Za-z]+:[A-Za-z0-9]+)-([^/]+)");

    private static final Pattern KEY = Pattern.compile("(?:AWS::IAM::AccessKey:)?(A[KS]IA[A-Z0-9]{12,124})");
    private static final String GUARDDUTY = "aws/guardduty/service/";

    /** Resources that say that an instance is a node, or that it is not what the finding is about. */
    private static final Set<String> CONTAINERS = Set.of("Container", "AwsEcsCluster", "AwsEcsTask", "AwsEksCluster");

    private final JsonNode asff;
    private final JsonNode product;

    private AsffReader(JsonNode asff) {
        this.asff = asff;
        this.product = asff.path("ProductFields");
    }

    static Reading read(JsonNode asff) {
        if (!asff.isObject() || Fields.text(asff.path("Id")).isEmpty()) {
            return new Reading.Malformed("a finding in Security Hub needs an Id");
        }
        Matcher maker = PRODUCT.matcher(asff.path("ProductArn").asText(""));
        if (!maker.matches()) {
            return new AsffReader(asff).foreign();
        }
        return maker.group(1).equals("macie")
                ? MacieReader.read(new AsffReader(asff).macie())
                : GuardDutyReader.read(new AsffReader(asff).guardDuty());
    }

    private Reading foreign() {
        String account = Fields.matching(asff.path("AwsAccountId"), Fields.ACCOUNT_ID);
        if (account == null) {
            return new Reading.Malformed("AwsAccountId is not an account of 12 digits");
        }
        String maker = Fields.text(asff.path("ProductArn"));
        return new Finding(
                Source.UNREAD,
                Fields.text(asff.path("Id")),
                "",
                type(),
                severity(),
                account,
                Fields.text(asff.path("Region")),
                ResourceRole.UNSTATED,
                false,
                false,
                null,
                1,
                Fields.text(asff.path("Title")),
                List.of(new Target.Unsupported(
                        "finding",
                        "-",
                        "made by " + (maker.isEmpty() ? "nobody knows whom" : maker)
                                + ": only findings of GuardDuty and of Macie are taken at their word")));
    }

    private ObjectNode guardDuty() {
        ObjectNode detail = common();
        detail.put("arn", asff.path("Id").asText());
        detail.put("severity", severity());
        detail.set("resource", guardDutyResource(type()));
        ObjectNode service = detail.putObject("service");
        copy(service, "resourceRole", product.path(GUARDDUTY + "resourceRole"));
        copy(service, "eventLastSeen", product.path(GUARDDUTY + "eventLastSeen"));
        service.put("archived", archived());
        service.put("count", product.path(GUARDDUTY + "count").asLong(1));
        ObjectNode info = service.putObject("additionalInfo");
        info.put("sample", sample());
        info.put("value", "{}");
        return detail;
    }

    private ObjectNode macie() {
        ObjectNode detail = common();
        detail.put("sample", sample());
        detail.put("archived", archived());
        double severity = severity();
        detail.putObject("severity").put("score", severity >= 7 ? 3 : severity >= 4 ? 2 : 1);
        ObjectNode affected = detail.putObject("resourcesAffected");
        resources("AwsS3Bucket").findFirst().ifPresent(bucket -> affected.set("s3Bucket", bucket(bucket)));
        return detail;
    }

    private ObjectNode common() {
        ObjectNode detail = Json.MAPPER.createObjectNode();
        String id = asff.path("Id").asText();
        detail.put("id", id.substring(id.lastIndexOf('/') + 1));
        detail.put("type", type());
        detail.set("accountId", asff.path("AwsAccountId"));
        copy(detail, "region", asff.path("Region"));
        copy(detail, "updatedAt", asff.path("UpdatedAt"));
        copy(detail, "title", asff.path("Title"));
        return detail;
    }

    private ObjectNode guardDutyResource(String type) {
        ObjectNode resource = Json.MAPPER.createObjectNode();
        resources("AwsEc2Instance")
                .findFirst()
                .ifPresent(instance -> resource.putObject("instanceDetails").put("instanceId", lastPart(instance)));
        resources("AwsIamAccessKey").findFirst().ifPresent(key -> resource.set("accessKeyDetails", accessKey(key)));
        ArrayNode buckets = Json.MAPPER.createArrayNode();
        resources("AwsS3Bucket").map(AsffReader::bucket).forEach(buckets::add);
        if (!buckets.isEmpty()) {
            resource.set("s3BucketDetails", buckets);
        }
        CONTAINERS.stream()
                .flatMap(this::resources)
                .findFirst()
                .ifPresent(container -> resource.putObject("containerDetails").put("id", lastPart(container)));
        return resource.put("resourceType", resourceType(type, resource));
    }

    /** The resource that GuardDuty put first is lost: the type of the finding tells what it is about. */
    private String resourceType(String type, JsonNode resource) {
        if (type.startsWith("AttackSequence:")) {
            return "an attack sequence, which Security Hub does not hold as GuardDuty sent it";
        }
        if (type.contains(":IAMUser/")) {
            return "AccessKey";
        }
        if (type.contains(":S3/")) {
            return resource.has("s3BucketDetails") ? "S3Bucket" : "AccessKey";
        }
        boolean ofCluster = resources("AwsEksCluster").findAny().isPresent();
        return resource.has("instanceDetails") && !ofCluster
                ? "Instance"
                : Fields.text(asff.path("Resources").path(0).path("Type"));
    }

    private static ObjectNode accessKey(JsonNode resource) {
        ObjectNode key = Json.MAPPER.createObjectNode();
        JsonNode details = resource.path("Details").path("AwsIamAccessKey");
        Matcher id = KEY.matcher(resource.path("Id").asText(""));
        if (id.matches()) {
            key.put("accessKeyId", id.group(1));
        } else {
            copy(key, "accessKeyId", details.path("AccessKeyId"));
        }
        copy(key, "principalId", details.path("PrincipalId"));
        copy(key, "userType", details.path("PrincipalType"));
        copy(key, "userName", details.path("PrincipalName"));
        return key;
    }

    private static ObjectNode bucket(JsonNode resource) {
        return Json.MAPPER.createObjectNode().put("name", lastPart(resource));
    }

    private Stream<JsonNode> resources(String type) {
        return asff.path("Resources")
                .valueStream()
                .filter(resource -> type.equals(resource.path("Type").asText()));
    }

    /** Of {@code arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0} the id, of a bucket's ARN its name. */
    private static String lastPart(JsonNode resource) {
        String id = resource.path("Id").asText("");
        return id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
    }

    /** As the product said: in {@code Types} a customer may have written something else. */
    private String type() {
        JsonNode provided = asff.path("FindingProviderFields").path("Types").path(0);
        String text =
                Fields.text(provided.isTextual() ? provided : asff.path("Types").path(0));
        Matcher type = TYPE.matcher(text);
        return type.matches() ? type.group(1) + "/" + type.group(2) : text;
    }

    /** On GuardDuty's scale: its own number where that lies in the band that the product named, otherwise the middle of the band. */
    private double severity() {
        JsonNode severity = asff.path("Severity");
        JsonNode provided = asff.path("FindingProviderFields").path("Severity").path("Label");
        double number = severity.path("Product").asDouble();
        return switch ((provided.isTextual() ? provided : severity.path("Label")).asText("")) {
            case "CRITICAL" -> within(9, number, 10, 9.5);
            case "HIGH" -> within(7, number, 8.9, 8);
            case "MEDIUM" -> within(4, number, 6.9, 5);
            default -> within(1, number, 3.9, 2);
        };
    }

    private static double within(double least, double number, double most, double middle) {
        return number >= least && number <= most ? number : middle;
    }

    private boolean sample() {
        return Fields.marked(asff.path("Sample")) || Fields.marked(product.path(GUARDDUTY + "additionalInfo/sample"));
    }

    private boolean archived() {
        return asff.path("RecordState").asText("").equals("ARCHIVED")
                || Fields.marked(product.path(GUARDDUTY + "archived"));
    }

    private static void copy(ObjectNode into, String name, @Nullable JsonNode value) {
        if (value != null && value.isTextual()) {
            into.set(name, value);
        }
    }
}
