package dev.tourniquet.blockpublicaccess;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.Grant;

/**
 * Whether the public gets into a bucket now, by policy, ACL and block together. Only two flags close what is open:
 * RestrictPublicBuckets and IgnorePublicAcls; the other two refuse new policies and ACLs.
 *
 * <p>Not looked at are the ACLs of single objects and the policies of access points. Where Object Ownership makes ACLs
 * void S3 itself answers that the bucket's ACL grants nothing to others, so the ownership need not be read.
 */
sealed interface LiveExposure {
    /** Open by {@code ways}: policy, ACL. */
    record Open(List<String> ways) implements LiveExposure {}

    /** Closed, with what was looked at. */
    record Closed(String why) implements LiveExposure {}

    /** Not open as far as could be read, but {@code unread} could not. */
    record Unknown(List<String> unread) implements LiveExposure {}

    /**
     * What both levels, the policy and the grants come to together.
     *
     * @param block the flags of both levels together
     */
    static LiveExposure of(Flags block, Read<Optional<String>> policy, Read<List<Grant>> grants) {
        LiveExposure byPolicy = block.restrictPublicBuckets()
                ? new Closed("RestrictPublicBuckets keeps the public out whatever its policy says")
                : byPolicy(policy);
        LiveExposure byAcl = block.ignorePublicAcls()
                ? new Closed("IgnorePublicAcls keeps the public out whatever its ACL says")
                : byAcl(grants);
        return switch (byPolicy) {
            case Open(List<String> first)
            when byAcl instanceof Open(List<String> second) ->
                new Open(Stream.concat(first.stream(), second.stream()).toList());
            case Open open -> open;
            case Unknown(List<String> first)
            when byAcl instanceof Unknown(List<String> second) ->
                new Unknown(Stream.concat(first.stream(), second.stream()).toList());
            case Unknown unknown -> byAcl instanceof Open ? byAcl : unknown;
            case Closed(String first) ->
                byAcl instanceof Closed(String second) ? new Closed(first + "; " + second) : byAcl;
        };
    }

    private static LiveExposure byPolicy(Read<Optional<String>> policy) {
        return switch (policy) {
            case Read.Unknown<Optional<String>>(var failure) ->
                new Unknown(List.of(String.valueOf(failure.getMessage())));
            case Read.Known<Optional<String>>(Optional<String> document)
            when document.isEmpty() -> new Closed("it has no policy");
            case Read.Known<Optional<String>>(Optional<String> document) ->
                document.filter(Exposure::isPublic).isPresent()
                        ? new Open(List.of("policy"))
                        : new Closed("its policy lets in nobody but some");
        };
    }

    private static LiveExposure byAcl(Read<List<Grant>> grants) {
        return switch (grants) {
            case Read.Unknown<List<Grant>>(var failure) -> new Unknown(List.of(String.valueOf(failure.getMessage())));
            case Read.Known<List<Grant>>(List<Grant> all) ->
                all.stream().anyMatch(Exposure::isPublic)
                        ? new Open(List.of("ACL"))
                        : new Closed("its ACL grants nothing to everybody (ACLs of single objects were not looked at)");
        };
    }
}
