package dev.tourniquet.proof.privilege;

import static dev.tourniquet.proof.privilege.Outside.Difference.ANOTHER_ACCOUNT;
import static dev.tourniquet.proof.privilege.Outside.Difference.ANOTHER_REGION;
import static dev.tourniquet.proof.privilege.Outside.Difference.CASES_OF_ANOTHER;
import static dev.tourniquet.proof.privilege.Outside.Difference.WITHOUT_OUR_TAG;

import dev.tourniquet.proof.privilege.Outside.Difference;
import dev.tourniquet.proof.privilege.Outside.Variation;
import java.util.Arrays;

/** What a role reaches although its function has no business there: where IAM cannot say it narrower, or must not. */
enum Wide {
    /** A VPC that is shared with the account carries its owner's. */
    SHARED_VPC("isolate-instance", "ec2:CreateSecurityGroup", ":vpc/", ANOTHER_ACCOUNT),

    /** And so does a security group. */
    SHARED_GROUP("isolate-instance", "ec2:ModifyNetworkInterfaceAttribute", ":security-group/", ANOTHER_ACCOUNT),

    /** A release puts back the groups of before, which carry no tag of ours. */
    GROUP_OF_BEFORE("isolate-instance", "ec2:ModifyNetworkInterfaceAttribute", ":security-group/", WITHOUT_OUR_TAG),

    /** A finding can name a bucket of any Region of the account. */
    BUCKET_ELSEWHERE("block-public-access", "s3:", "arn:aws:s3:::", ANOTHER_REGION),

    /** The account's block and the list of its buckets are in no Region. */
    ACCOUNT_BLOCK("block-public-access", "s3:", "*", ANOTHER_REGION),

    /** It publishes for every response. */
    CASES_OF_ALL("republish-outcomes", "dynamodb:", ":table/", CASES_OF_ANOTHER);

    private final String function;
    private final String action;
    private final String resource;
    private final Difference difference;

    Wide(String function, String action, String resource, Difference difference) {
        this.function = function;
        this.action = action;
        this.resource = resource;
        this.difference = difference;
    }

    boolean isOf(String ofFunction) {
        return function.equals(ofFunction);
    }

    boolean covers(String ofFunction, Variation variation) {
        return isOf(ofFunction)
                && variation.difference() == difference
                && variation.request().action().startsWith(action)
                && variation.request().resource().contains(resource);
    }

    static boolean anyCovers(String function, Variation variation) {
        return Arrays.stream(values()).anyMatch(wide -> wide.covers(function, variation));
    }
}
