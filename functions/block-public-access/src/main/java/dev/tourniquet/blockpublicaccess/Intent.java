package dev.tourniquet.blockpublicaccess;

import java.util.List;
import java.util.regex.Pattern;

/** What a finding of a certain type asks of a bucket. */
enum Intent {
    /** The block was taken away: it is put back, whatever the exposure is. */
    RESTORE_BLOCK(""),
    /** The bucket was made public: the live exposure decides, and one that cannot be read counts as public. */
    CLOSE_UNLESS_PRIVATE(""),
    /** Credentials are misused on the bucket: the block helps only where the bucket is public as well. */
    CREDENTIALS("; what the finding reports was done with credentials: the principal is what has to be contained"),
    /** Sensitive data was found: an exposure only where the bucket is public as well. */
    SENSITIVE_DATA("; sensitive data in a private bucket is no exposure"),
    /** Something else, of which public access may be a part. */
    OTHER("; what the finding reports is nothing that a public access block would change");

    private static final List<String> BLOCK_DISABLED = List.of(
            "Policy:S3/BucketBlockPublicAccessDisabled",
            "Policy:S3/AccountBlockPublicAccessDisabled",
            "Policy:IAMUser/S3BlockPublicAccessDisabled");
    private static final List<String> MADE_PUBLIC = List.of(
            "Policy:S3/BucketAnonymousAccessGranted",
            "Policy:S3/BucketPublicAccessGranted",
            "Policy:IAMUser/S3BucketPublic");

    /** What GuardDuty sees of the use of buckets; {@code Policy} is about settings, {@code Object} about malware. */
    private static final Pattern USE_OF_S3 = Pattern.compile("AttackSequence:.*|(?!Policy:|Object:)[A-Za-z]+:S3/.*");

    private final String whereItIsPrivate;

    Intent(String whereItIsPrivate) {
        this.whereItIsPrivate = whereItIsPrivate;
    }

    static Intent of(String findingType) {
        if (BLOCK_DISABLED.contains(findingType)) {
            return RESTORE_BLOCK;
        }
        if (MADE_PUBLIC.contains(findingType)) {
            return CLOSE_UNLESS_PRIVATE;
        }
        if (findingType.startsWith("SensitiveData:S3Object/")) {
            return SENSITIVE_DATA;
        }
        return USE_OF_S3.matcher(findingType).matches() ? CREDENTIALS : OTHER;
    }

    /** Whether the finding reports public access itself, so that a bucket that may be public is closed without asking. */
    boolean isAboutPublicAccess() {
        return this == RESTORE_BLOCK || this == CLOSE_UNLESS_PRIVATE;
    }

    /** Why nothing is done where the bucket is private, as the end of a sentence. */
    String whereItIsPrivate() {
        return whereItIsPrivate;
    }
}
