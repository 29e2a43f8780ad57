package dev.tourniquet.proof.privilege;

import dev.tourniquet.replay.sandbox.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3control.model.S3ControlRequest;

/**
 * Which IAM actions a call needs: that of its own name, but for some of S3, and one more where it tags what it creates. Source: <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service Authorization Reference</a>.
 */
final class Actions {
    static final String CREATE_TAGS = "ec2:CreateTags";

    private static final Map<String, String> OF_BUCKETS = Map.of(
            "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
            "s3:PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock",
            "s3:DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock",
            "s3:ListBuckets", "s3:ListAllMyBuckets",
            "s3:HeadBucket", "s3:ListBucket");

    private static final Map<String, String> OF_ACCOUNTS = Map.of(
            "s3:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock",
            "s3:PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock",
            "s3:DeletePublicAccessBlock", "s3:PutAccountPublicAccessBlock");

    private Actions() {}

    static List<String> of(MadeCall call) {
        List<String> actions = new ArrayList<>();
        actions.add(ownAction(call));
        if (tagsWhatItCreates(call)) {
            actions.add(CREATE_TAGS);
        }
        return actions;
    }

    static String ownAction(MadeCall call) {
        Operation operation = call.operation();
        if (operation.toString().equals("dynamodb:TransactWriteItems")) {
            // It needs the actions of what it is made of; ours are puts.
            return "dynamodb:PutItem";
        }
        Map<String, String> others = call.request() instanceof S3ControlRequest ? OF_ACCOUNTS : OF_BUCKETS;
        return others.getOrDefault(operation.toString(), operation.toString());
    }

    static boolean tagsWhatItCreates(MadeCall call) {
        return call.operation().service().equals("ec2")
                && call.operation().name().startsWith("Create")
                && call.has("TagSpecifications");
    }
}
