package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.runtime.Calls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The calls on buckets. Each names the account that must own the bucket: the names of deleted buckets can be taken by
 * anybody. Of a bucket that is not there every call fails with {@link #NO_BUCKET}.
 */
final class Buckets {
    static final String NO_BUCKET = "NoSuchBucket";

    private final S3Client s3;
    private final String account;

    Buckets(S3Client s3, String account) {
        this.s3 = s3;
        this.account = account;
    }

    /** The bucket's own block, empty where it has none. */
    Optional<Flags> block(String bucket) {
        return Calls.find(
                "s3:GetBucketPublicAccessBlock", bucket, Set.of("NoSuchPublicAccessBlockConfiguration"), () -> {
                    PublicAccessBlockConfiguration block = s3.getPublicAccessBlock(
                                    request -> request.bucket(bucket).expectedBucketOwner(account))
                            .publicAccessBlockConfiguration();
                    return Flags.of(
                            block.blockPublicAcls(),
                            block.ignorePublicAcls(),
                            block.blockPublicPolicy(),
                            block.restrictPublicBuckets());
                });
    }

    void putBlock(String bucket, Flags flags) {
        Calls.call(
                "s3:PutBucketPublicAccessBlock",
                bucket,
                () -> s3.putPublicAccessBlock(request -> request.bucket(bucket)
                        .expectedBucketOwner(account)
                        .publicAccessBlockConfiguration(block -> block.blockPublicAcls(flags.blockPublicAcls())
                                .ignorePublicAcls(flags.ignorePublicAcls())
                                .blockPublicPolicy(flags.blockPublicPolicy())
                                .restrictPublicBuckets(flags.restrictPublicBuckets()))));
    }

    /** Needs the same permission as putting it. */
    void deleteBlock(String bucket) {
        Calls.call(
                "s3:PutBucketPublicAccessBlock",
                bucket,
                () -> s3.deletePublicAccessBlock(
                        request -> request.bucket(bucket).expectedBucketOwner(account)));
    }

    Optional<String> policy(String bucket) {
        return Calls.find(
                "s3:GetBucketPolicy",
                bucket,
                Set.of("NoSuchBucketPolicy"),
                () -> s3.getBucketPolicy(request -> request.bucket(bucket).expectedBucketOwner(account))
                        .policy());
    }

    List<Grant> grants(String bucket) {
        return Calls.call(
                "s3:GetBucketAcl",
                bucket,
                () -> s3.getBucketAcl(request -> request.bucket(bucket).expectedBucketOwner(account))
                        .grants());
    }

    /** The SDK gives null for an empty value. */
    Map<String, String> tags(String bucket) {
        return Calls.find(
                        "s3:GetBucketTagging",
                        bucket,
                        Set.of("NoSuchTagSet"),
                        () -> s3.getBucketTagging(
                                request -> request.bucket(bucket).expectedBucketOwner(account)))
                .map(GetBucketTaggingResponse::tagSet)
                .orElse(List.of())
                .stream()
                .collect(
                        Collectors.toMap(Tag::key, tag -> tag.value() == null ? "" : tag.value(), (first, _) -> first));
    }

    /** Whether {@code bucket} is among the buckets of the account. */
    boolean isOwn(String bucket) {
        return Calls.call(
                "s3:ListAllMyBuckets",
                bucket,
                () -> s3.listBucketsPaginator(request -> request.prefix(bucket).maxBuckets(1000)).buckets().stream()
                        .anyMatch(own -> own.name().equals(bucket)));
    }
}
