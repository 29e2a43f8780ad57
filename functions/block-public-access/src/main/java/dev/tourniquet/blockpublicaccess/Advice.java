package dev.tourniquet.blockpublicaccess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stays open once public access is blocked, and what a person does next. */
final class Advice {
    static final List<String> ACCOUNT_RISKS = List.of(
            "Objects that were fetched already are out.",
            "The account's settings reach the Regions neither at once nor all together, and the read-back asked one of them: "
                    + "until they have arrived everywhere, buckets in other Regions can still be public.",
            "Presigned URLs and credentials keep working; so does access that policies grant to named accounts and to CloudFront.");

    static final List<String> ACCOUNT_STEPS = List.of(
            "Find out from CloudTrail who changed the account's public access block (PutAccountPublicAccessBlock, "
                    + "DeleteAccountPublicAccessBlock) and contain that principal.",
            "Look for buckets that were public meanwhile, and in their access logs or data events for who read them.");

    static final List<String> ACCOUNT_BLAST_RADIUS = List.of(
            "Every bucket of the account that is public on purpose is closed as well, also one that is exempt: websites, and origins"
                    + " of CloudFront without an origin access control.",
            "Other accounts lose what the policies of buckets and access points grant them that are public as a whole.",
            "Whatever puts a public policy or ACL on a bucket of the account from now on is refused, deployments too.");

    private Advice() {}

    static List<String> blastRadius(String bucket) {
        return List.of(
                "Whoever reads " + bucket
                        + " without credentials is kept out: visitors of a website that it serves, and CloudFront"
                        + " where the bucket is an origin without an origin access control.",
                "Other accounts lose what the policies of the bucket and of its access points grant them that are public as a whole.",
                "Whatever puts a public policy or ACL on " + bucket + " from now on is refused, deployments too.");
    }

    static List<String> residualRisks(Intent intent, String bucket) {
        List<String> risks = new ArrayList<>();
        risks.add("Objects of " + bucket + " that were fetched already are out.");
        risks.add("Presigned URLs and credentials keep working.");
        if (intent == Intent.CREDENTIALS) {
            risks.add("The principal that the finding is about keeps its access: the block keeps out the public only.");
        }
        risks.add(
                "Access that the policy grants to named accounts stays, unless the policy is public as a whole; so does access "
                        + "through CloudFront with a policy of its own, and through access points that are not public.");
        risks.add("S3 may take a moment until the block holds everywhere.");
        return risks;
    }

    /** Of a bucket that is closed already, by its own block or by another. */
    static List<String> residualRisks(Intent intent, String bucket, BucketState state) {
        List<String> risks = new ArrayList<>(residualRisks(intent, bucket));
        if (!state.block().equals(Optional.of(Flags.ALL))) {
            risks.add(
                    "The block of " + bucket + " itself is not all on: it opens where the level of the account opens.");
        }
        return risks;
    }

    static List<String> nextSteps(Intent intent, String bucket, BucketState state) {
        List<String> steps = new ArrayList<>();
        steps.add("Find out from CloudTrail who opened " + bucket
                + " (PutBucketPolicy, PutBucketAcl, DeleteBucketPublicAccessBlock) and contain that principal.");
        steps.add(
                "Look in the bucket's access logs or data events for who read what, and take the public policy or ACL away: "
                        + "the block only masks it.");
        if (intent.isAboutPublicAccess() && state.exposure() instanceof LiveExposure.Unknown(List<String> unread)) {
            steps.add("Find out whether " + bucket
                    + " was public at all; it counted as public since this could not be read: "
                    + String.join("; ", unread) + ".");
        }
        state.unreadEvidence().forEach(failure -> steps.add("Save by hand what is not on record: " + failure + "."));
        state.accountBlock()
                .failure()
                .ifPresent(failure ->
                        steps.add("Look at the account's public access block, which counted as off: " + failure + "."));
        return steps;
    }
}
