package dev.tourniquet.proof.privilege;

import dev.tourniquet.localaws.policy.Request;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.s3control.model.S3ControlRequest;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsRequest;

/**
 * What IAM is asked when a call is made: each action on each resource that the call concerns, with the condition keys that hang on the request.
 * Resource types and keys are those of the <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service Authorization Reference</a>.
 */
final class Requests {
    /** Begins the context key of a field of a finding in Security Hub. */
    static final String FIELD = "securityhub:ASFFSyntaxPath/";

    private final Names names;

    Requests(Names names) {
        this.names = names;
    }

    List<Request> of(MadeCall call) {
        String action = Actions.ownAction(call);
        return switch (call.operation().service()) {
            case "ec2" -> new Ec2Requests(names).of(call);
            case "iam" -> List.of(in("us-east-1", action, principal(call)));
            case "s3" -> List.of(here(action, bucket(call)).with("aws:ResourceAccount", names.account()));
            case "dynamodb" -> items(action, call.request());
            case "events" -> entries(action, (PutEventsRequest) call.request());
            case "sqs" -> List.of(here(action, names.arn("sqs", last(call, "QueueUrl"))));
            case "sns" -> List.of(here(action, call.field("TopicArn", String.class)));
            case "secretsmanager" -> List.of(here(action, call.field("SecretId", String.class)));
            case "securityhub" -> List.of(update(action, call.request()));
            case "autoscaling", "elasticloadbalancing" -> List.of(here(action, group(call)));
            default -> throw new IllegalArgumentException("nobody said what IAM is asked for " + call.operation());
        };
    }

    private Request here(String action, String resource) {
        return in(names.region(), action, resource);
    }

    static Request in(String region, String action, String resource) {
        return Request.of(action, resource).with("aws:RequestedRegion", region);
    }

    private String principal(MadeCall call) {
        if (call.has("RoleName")) {
            return names.iam("role", call.field("RoleName", String.class));
        }
        if (call.has("InstanceProfileName")) {
            return names.iam("instance-profile", call.field("InstanceProfileName", String.class));
        }
        if (call.has("UserName")) {
            return names.iam("user", call.field("UserName", String.class));
        }
        // The call names a key; whose it is, and so which user is evaluated, it is there to find out.
        return call.has("AccessKeyId") ? names.iam("user", "owner-of-" + call.field("AccessKeyId", String.class)) : "*";
    }

    private static String bucket(MadeCall call) {
        return call.request() instanceof S3ControlRequest || !call.has("Bucket")
                ? "*"
                : "arn:aws:s3:::" + call.field("Bucket", String.class);
    }

    private List<Request> items(String action, SdkRequest request) {
        return request instanceof TransactWriteItemsRequest transaction
                ? transaction.transactItems().stream()
                        .map(item -> here(
                                        action,
                                        names.arn(
                                                "dynamodb",
                                                "table/" + item.put().tableName()))
                                .with(
                                        "dynamodb:LeadingKeys",
                                        item.put().item().get("pk").s()))
                        .toList()
                : List.of(item(action, request));
    }

    private Request item(String action, SdkRequest request) {
        String table =
                "table/" + request.getValueForField("TableName", String.class).orElseThrow();
        String index = request.getValueForField("IndexName", String.class)
                .map(name -> "/index/" + name)
                .orElse("");
        return here(action, names.arn("dynamodb", table + index))
                .with("dynamodb:LeadingKeys", partitionKey(request, !index.isEmpty()));
    }

    private static String partitionKey(SdkRequest request, boolean ofIndex) {
        return switch (request) {
            case PutItemRequest put -> put.item().get("pk").s();
            case QueryRequest query -> {
                Map<String, AttributeValue> values = query.expressionAttributeValues();
                yield (ofIndex ? values.values().iterator().next() : values.get(":pk")).s();
            }
            default -> throw new IllegalArgumentException("which item does it concern? " + request);
        };
    }

    private List<Request> entries(String action, PutEventsRequest put) {
        return put.entries().stream().map(entry -> entry(action, entry)).toList();
    }

    private Request entry(String action, PutEventsRequestEntry entry) {
        return here(action, names.arn("events", "event-bus/" + entry.eventBusName()))
                .with("events:source", entry.source())
                .with("events:detail-type", entry.detailType());
    }

    /** With what an update is to change, as its context keys say it. */
    private Request update(String action, SdkRequest request) {
        Request asked = here(action, names.arn("securityhub", "hub/default"));
        if (!(request instanceof BatchUpdateFindingsRequest update)) {
            return asked;
        }
        return asked.with(FIELD + "Workflow.Status", update.workflow().statusAsString())
                .with(FIELD + "Note.Text", update.note().text())
                .with(FIELD + "Note.UpdatedBy", update.note().updatedBy());
    }

    private String group(MadeCall call) {
        String name = call.operation().name();
        if (name.startsWith("Describe")) {
            return "*";
        }
        if (call.has("AutoScalingGroupName")) {
            return names.arn(
                    "autoscaling",
                    "autoScalingGroup:00000000-0000-0000-0000-000000000000:autoScalingGroupName/"
                            + call.field("AutoScalingGroupName", String.class));
        }
        return call.has("TargetGroupArn")
                ? call.field("TargetGroupArn", String.class)
                : names.arn("elasticloadbalancing", "loadbalancer/" + call.field("LoadBalancerName", String.class));
    }

    private static String last(MadeCall call, String field) {
        String url = call.field(field, String.class);
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
