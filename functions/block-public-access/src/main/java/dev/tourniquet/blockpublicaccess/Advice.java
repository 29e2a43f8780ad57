package dev.tourniquet.blockpublicaccess;

import java.util.ArrayList;
import java.util.List;

/** What stays open once public access is blocked, and what a person does next. */
final class Advice {
    static final List<String> ACCOUNT_RISKS = List.of(
            "Every bucket of the account that is public on purpose, a website for example, is closed as well.",
            "Objects that were fetched already are out.",
            "The account's settings reach the Regions neither at once nor all together, and the read-back asked one of them: "
                    + "until they have arrived everywhere, buckets in other Regions can still be public.",
            "Presigned URLs and credentials keep working; so does access that policies grant to named accounts and to CloudFront.");

    static final List<String> ACCOUNT_STEPS = List.of(
            "Find out from CloudTrail who changed the account's public access block (PutAccountPublicAccessBlock, "
                    + "DeleteAccountPublicAccessBlock) and contain that principal.",
            "Look for buckets that were public meanwhile, and in their access logs or data events for who read them.");

    private Advice() {}

    static List<String> residualRisks(String bucket) {
        return List.of(
                "Objects of " + bucket + " that were fetched already are out.",
                "Presigned URLs and credentials keep working.",
                "Access that the policy grants to named accounts stays, unless the policy is public as a whole; so does access "
                        + "through CloudFront with a policy of its own, and through access points that are not public.",
                "S3 may take a moment until the block holds everywhere.");
    }

    static List<String> nextSteps(String bucket, List<String> unread) {
        List<String> steps = new ArrayList<>();
        steps.add("Find out from CloudTrail who opened " + bucket
                + " (PutBucketPolicy, PutBucketAcl, DeleteBucketPublicAccessBlock) and contain that principal.");
        steps.add(
                "Look in the bucket's access logs or data events for who read what, and take the public policy or ACL away: "
                        + "the block only masks it.");
        unread.forEach(failure -> steps.add("Save by hand what is not on record: " + failure + "."));
        return steps;
    }
}
