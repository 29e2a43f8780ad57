package dev.tourniquet.infra;

import java.util.List;

/** What closing a public bucket or account needs. IAM names the Delete calls of the block like the Put calls. */
final class BlockPublicAccessPermissions {

    private BlockPublicAccessPermissions() {}

    static List<Permission> of(Place place) {
        return List.of(
                Permission.allow(
                                "ReadBuckets",
                                "Records block, policy, ACL and tags before the change. A finding can name any bucket,"
                                        + " in any Region; only those of this account.",
                                "s3:GetBucketPublicAccessBlock",
                                "s3:GetBucketPolicy",
                                "s3:GetBucketAcl",
                                "s3:GetBucketTagging")
                        .on(place.anyBucket())
                        .when("StringEquals", "aws:ResourceAccount", place.account()),
                Permission.allow(
                                "BlockBuckets",
                                "Closes a bucket, and puts back or deletes the block on release. A finding can name any"
                                        + " bucket, in any Region; only those of this account.",
                                "s3:PutBucketPublicAccessBlock")
                        .on(place.anyBucket())
                        .when("StringEquals", "aws:ResourceAccount", place.account()),
                Permission.allow(
                                "FindOwner",
                                "Tells a bucket of this account from one of the same name elsewhere.",
                                "s3:ListAllMyBuckets")
                        .onEverything("The action knows no resource and lists the caller's own buckets only."),
                Permission.allow(
                                "BlockAccount",
                                "Reads and closes the account-wide block.",
                                "s3:GetAccountPublicAccessBlock",
                                "s3:PutAccountPublicAccessBlock")
                        .onEverything("These actions know no resource: they always concern the caller's own account."));
    }
}
