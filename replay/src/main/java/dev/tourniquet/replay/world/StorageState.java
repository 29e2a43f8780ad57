package dev.tourniquet.replay.world;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** Buckets, and the account's own public access block. */
final class StorageState {
    private static final Set<String> ABSENT =
            Set.of("NoSuchPublicAccessBlockConfiguration", "NoSuchBucketPolicy", "NoSuchTagSet", "NoSuchTagSetError");

    private final Clients clients;
    private final S3Client s3;
    private final String account;
    private final Set<String> foreignBuckets;

    StorageState(Clients clients, String account, Set<String> foreignBuckets) {
        this.clients = clients;
        this.s3 = clients.s3();
        this.account = account;
        this.foreignBuckets = foreignBuckets;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        SortedMap<String, String> ofAccount = new TreeMap<>();
        ofAccount.put(
                "public access block",
                present(() -> clients.s3Control()
                        .getPublicAccessBlock(request -> request.accountId(account))
                        .publicAccessBlockConfiguration()
                        .toString()));
        resources.put("account " + account, ofAccount);
        s3.listBuckets().buckets().forEach(bucket -> resources.put("bucket " + bucket.name(), aspects(bucket.name())));
        foreignBuckets.forEach(bucket -> resources.put("bucket " + bucket, aspects(bucket)));
    }

    private SortedMap<String, String> aspects(String bucket) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put(
                "public access block",
                present(() -> s3.getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration()
                        .toString()));
        aspects.put(
                "policy",
                present(() ->
                        s3.getBucketPolicy(request -> request.bucket(bucket)).policy()));
        aspects.put(
                "ACL",
                present(() -> s3.getBucketAcl(request -> request.bucket(bucket))
                        .grants()
                        .toString()));
        aspects.put(
                "tags",
                present(() -> s3.getBucketTagging(request -> request.bucket(bucket))
                        .tagSet()
                        .toString()));
        return aspects;
    }

    private static String present(Supplier<String> read) {
        try {
            return read.get();
        } catch (AwsServiceException e) {
            if (ABSENT.contains(e.awsErrorDetails().errorCode())) {
                return "none";
            }
            throw e;
        }
    }
}
