package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a resource is called once it is deployed: as its template says, or by its logical id where it says nothing. */
final class PhysicalName {
    private static final Map<String, String> ARN_FORMS = Map.of(
            "AWS::DynamoDB::Table", "dynamodb:%s:%s:table/",
            "AWS::Events::EventBus", "events:%s:%s:event-bus/",
            "AWS::IAM::Role", "iam::%2$s:role/",
            "AWS::KMS::Key", "kms:%s:%s:key/",
            "AWS::Lambda::Function", "lambda:%s:%s:function:",
            "AWS::SNS::Topic", "sns:%s:%s:",
            "AWS::SQS::Queue", "sqs:%s:%s:");

    private PhysicalName() {}

    /** The value of {@code Ref}; the name where it would be an ARN or a URL. */
    static String of(String logicalId, JsonNode resource, Intrinsics intrinsics) {
        JsonNode properties = resource.path("Properties");
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

    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
