package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names that stand in the place of a general purpose bucket's and are none: S3 reserves their endings. The calls on
 * buckets are not for them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</a>
 */
enum NotABucket {
    /**
     * Its block is always on.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-best-practices.html">Default
     *     settings of directory buckets</a>
     */
    DIRECTORY_BUCKET("--x-s3", "a directory bucket"),
    ACCESS_POINT("-s3alias", "an access point"),
    DIRECTORY_ACCESS_POINT("--xa-s3", "an access point of a directory bucket"),
    OUTPOSTS_ACCESS_POINT("--op-s3", "an access point on Outposts"),
    OBJECT_LAMBDA_ACCESS_POINT("--ol-s3", "an Object Lambda access point"),
    MULTI_REGION_ACCESS_POINT(".mrap", "a Multi-Region Access Point"),
    TABLE_BUCKET("--table-s3", "a bucket of S3 Tables");

    private final String ending;
    private final String kind;

    NotABucket(String ending, String kind) {
        this.ending = ending;
        this.kind = kind;
    }

    /** Empty where {@code name} can be that of a general purpose bucket. */
    static Optional<NotABucket> of(String name) {
        return Stream.of(values()).filter(each -> name.endsWith(each.ending)).findFirst();
    }

    /** What is to be done about {@code name}. */
    Planning planning(String name) {
        return switch (this) {
            case DIRECTORY_BUCKET ->
                new Planning.NothingToDo(
                        name + " is a directory bucket: its public access block is always on and cannot be changed");
            case TABLE_BUCKET ->
                new Planning.Refused(
                        name + " is " + kind + ": the public access block of a bucket does not apply to it",
                        List.of(
                                "Look at the policies of the table bucket and of its tables, and take away what is too wide."));
            case ACCESS_POINT,
                    DIRECTORY_ACCESS_POINT,
                    OUTPOSTS_ACCESS_POINT,
                    OBJECT_LAMBDA_ACCESS_POINT,
                    MULTI_REGION_ACCESS_POINT ->
                new Planning.Refused(
                        name + " is " + kind + ", no bucket: its public access block was fixed when it was made",
                        List.of(
                                "Find the bucket behind it, and close that: S3 applies the blocks of access point, bucket and account"
                                        + " together.",
                                "Delete the access point, or its policy, where it lets the public in."));
        };
    }
}
