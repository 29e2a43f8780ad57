package dev.tourniquet.proof;

final class BlockPublicAccessFaultsTest extends SingleFaults {
    BlockPublicAccessFaultsTest() {
        super("block-public-access", "Policy-S3-BucketPublicAccessGranted.two-buckets");
    }
}
