package dev.tourniquet.replay.world;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * IAM actions by the names under which moto checks them. It takes the API operation for the action, which is right except
 * for the public access blocks of S3; those of a bucket it takes for the plain bucket call of the same HTTP method.
 */
final class EmulatedActions {
    private static final Map<String, List<String>> NAMES = Map.of(
            // A transaction needs the actions of the calls that it is made of, and none of its own.
            "dynamodb:PutItem", List.of("dynamodb:PutItem", "dynamodb:TransactWriteItems"),
            "s3:GetBucketPublicAccessBlock", List.of("s3:ListBucket"),
            "s3:PutBucketPublicAccessBlock", List.of("s3:CreateBucket", "s3:DeleteBucket"),
            "s3:GetAccountPublicAccessBlock", List.of("s3:GetPublicAccessBlock"),
            "s3:PutAccountPublicAccessBlock", List.of("s3:PutPublicAccessBlock", "s3:DeletePublicAccessBlock"));

    private EmulatedActions() {}

    static List<String> of(List<String> actions) {
        return actions.stream()
                .flatMap(action -> NAMES.containsKey(action) ? NAMES.get(action).stream() : Stream.of(action))
                .distinct()
                .toList();
    }
}
