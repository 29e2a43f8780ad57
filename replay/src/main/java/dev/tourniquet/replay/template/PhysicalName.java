package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a resource is called once it is deployed: as its template says, or by its logical id where it says nothing. */
final class PhysicalName {
    private static final String LAMBDA = "lambda:%s:%s:function:";

    private static final Map<String, String> ARN_FORMS = Map.of(
            "AWS::DynamoDB::Table", "dynamodb:%s:%s:table/",
            "AWS::Events::EventBus", "events:%s:%s:event-bus/",
            "AWS::IAM::Role", "iam::%2$s:role/",
            "AWS::KMS::Key", "kms:%s:%s:key/",
            "AWS::Lambda::Function", LAMBDA,
            "AWS::Lambda::Alias", LAMBDA,
            "AWS::Lambda::Version", LAMBDA,
            "AWS::SNS::Topic", "sns:%s:%s:",
            "AWS::SQS::Queue", "sqs:%s:%s:");

    /** What Lambda would count up to; nothing that is replayed has been published before. */
    private static final String FIRST_VERSION = "1";

    private PhysicalName() {}

    /** Whether {@code Ref} of such a resource is its ARN, and not its name. */
    static boolean isArn(JsonNode resource) {
        return switch (resource.path("Type").asText()) {
            case "AWS::Lambda::Alias", "AWS::Lambda::Version" -> true;
            default -> false;
        };
    }

    /** The value of {@code Ref}; the name where it would be an ARN or a URL. */
    static String of(String logicalId, JsonNode resource, Intrinsics intrinsics) {
        JsonNode properties = resource.path("Properties");
        String qualifier = switch (resource.path("Type").asText()) {
            case "AWS::Lambda::Alias" -> properties.path("Name").asText();
            case "AWS::Lambda::Version" -> FIRST_VERSION;
            default -> "";
        };
        if (!qualifier.isEmpty()) {
            return intrinsics.resolve(properties.path("FunctionName")).asText() + ":" + qualifier;
        }
        return Stream.of(
                        "Name",
                        "TableName",
                        "QueueName",
                        "RoleName",
                        "FunctionName",
                        "TopicName",
                        "LogGroupName",
                        "AliasName")
                .map(properties::path)
                .filter(name -> !name.isMissingNode())
                .map(name -> intrinsics.resolve(name).asText())
                .findFirst()
                .orElse(logicalId);
    }

    static String arn(JsonNode resource, String name, Map<String, String> pseudoParameters) {
        String type = resource.path("Type").asText();
        return Optional.ofNullable(ARN_FORMS.get(type))
                .map(form -> "arn:aws:"
                        + form.formatted(pseudoParameters.get("AWS::Region"), pseudoParameters.get("AWS::AccountId"))
                        + name)
                .orElse(name);
    }

    /** The version or alias in a name or ARN of Lambda's; null where it has none. */
    static @Nullable String qualifier(String functionOrArn) {
        String name = afterFunction(functionOrArn);
        int colon = name.indexOf(':');
        return colon < 0 ? null : name.substring(colon + 1);
    }

    /** The function in a name or ARN of Lambda's, without version and alias. */
    static String function(String functionOrArn) {
        return afterFunction(functionOrArn).replaceFirst(":.*", "");
    }

    private static String afterFunction(String functionOrArn) {
        String mark = ":function:";
        int at = functionOrArn.indexOf(mark);
        return at < 0 ? functionOrArn : functionOrArn.substring(at + mark.length());
    }

    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
