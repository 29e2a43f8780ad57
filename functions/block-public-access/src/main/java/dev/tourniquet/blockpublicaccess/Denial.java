package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.util.List;

/**
 * Why S3 refuses a call on a bucket. It answers alike where a policy forbids the call and where the bucket is not of the
 * expected owner; the list of the own buckets tells one from the other.
 */
final class Denial {
    private static final String OWN =
            "the bucket is the account's own: its policy, the function's role or a policy of the organization (SCP, RCP) denies the"
                    + " responder";
    private static final String WAY_OUT =
            "where it is the bucket policy, only the account's root user can still delete it, or sts:AssumeRoot with"
                    + " S3UnlockBucketPolicy from the organization's management account; the account's block closes the bucket"
                    + " meanwhile";

    private final Buckets buckets;
    private final String account;

    Denial(Buckets buckets, String account) {
        this.buckets = buckets;
        this.account = account;
    }

    /** Refuses the bucket of somebody else; throws {@code denied} with what is known of its cause where it may be our own. */
    Planning planning(String bucket, CallFailed denied) {
        if (isOwn(bucket, denied)) {
            throw because(denied, OWN + "; " + WAY_OUT);
        }
        return new Planning.Refused(
                bucket + " is owned by another account: it is not among the buckets of " + account + " ("
                        + denied.getMessage() + ")",
                List.of(
                        "Find out who in this account uses " + bucket
                                + " (CloudTrail data events), and what they send there: the name of a deleted bucket can be taken by anybody.",
                        "Report it to its owner, or to AWS Trust & Safety where the owner is not known."));
    }

    /** {@code denied} with what is known of its cause, where nothing is left to plan. */
    CallFailed explained(String bucket, CallFailed denied) {
        return because(denied, isOwn(bucket, denied) ? OWN : "the bucket is owned by another account than " + account);
    }

    private boolean isOwn(String bucket, CallFailed denied) {
        try {
            return buckets.isOwn(bucket);
        } catch (CallFailed unlisted) {
            throw unlisted.kind() == CallFailed.Kind.RETRYABLE
                    ? unlisted
                    : because(
                            denied,
                            "either the bucket does not belong to account " + account
                                    + ", or a policy denies the responder, and which cannot be told: "
                                    + unlisted.getMessage() + "; " + WAY_OUT);
        }
    }

    private static CallFailed because(CallFailed denied, String why) {
        return new CallFailed(
                denied.action(), denied.resource(), denied.code() + " (" + why + ")", denied.kind(), denied);
    }
}
