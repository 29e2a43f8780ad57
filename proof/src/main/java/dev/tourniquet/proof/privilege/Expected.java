package dev.tourniquet.proof.privilege;

import static dev.tourniquet.proof.privilege.Effect.KEPT;
import static dev.tourniquet.proof.privilege.Effect.NOT_CONTAINED;
import static dev.tourniquet.proof.privilege.Effect.NOT_PREPARED;
import static dev.tourniquet.proof.privilege.Effect.NOT_PRESERVED;
import static dev.tourniquet.proof.privilege.Effect.NOT_RELEASED;
import static dev.tourniquet.proof.privilege.Effect.REMARKED;
import static dev.tourniquet.proof.privilege.Effect.REMARKED_ON_RELEASE;
import static dev.tourniquet.proof.privilege.Effect.THROWN;
import static dev.tourniquet.proof.privilege.Effect.WAITING;

import java.util.Map;
import java.util.Set;

/** What the lack of an action must come to. Where nothing else is said: the outcome is FAILED or PARTIAL. */
final class Expected {
    private static final Set<String> SCHEDULED =
            Set.of("republish-outcomes", "prune-revocations", "notify", "dead-letters");

    /** For every function. */
    private static final Map<String, Effect> SHARED = Map.of(
            // Nothing is done that cannot be put on record.
            "dynamodb:Query", THROWN,
            "dynamodb:PutItem", THROWN,
            // The containment stands, and its outcome is published later.
            "events:PutEvents", WAITING,
            // An event that nobody can read must not be lost: Lambda keeps it once its retries are over.
            "sqs:SendMessage", THROWN);

    private static final Map<String, Map<String, Effect>> BY_FUNCTION = Map.of(
            "isolate-instance",
            Map.ofEntries(
                    // Evidence never delays the cut.
                    Map.entry("ec2:CreateSnapshots", NOT_PRESERVED),
                    Map.entry("ec2:CreateTags", NOT_PRESERVED),
                    Map.entry("ec2:DescribeInstanceAttribute", NOT_PRESERVED),
                    Map.entry("ec2:DescribeSnapshots", NOT_PRESERVED),
                    Map.entry("ec2:GetConsoleOutput", NOT_PRESERVED),
                    Map.entry("ec2:GetConsoleScreenshot", NOT_PRESERVED),
                    Map.entry("ec2:ModifyInstanceAttribute", NOT_PRESERVED),
                    // Connections are not cut; the instance is quarantined all the same.
                    Map.entry("ec2:AuthorizeSecurityGroupEgress", NOT_PREPARED),
                    Map.entry("ec2:AuthorizeSecurityGroupIngress", NOT_PREPARED),
                    // Another quarantine group is used in place of one that has rules.
                    Map.entry("ec2:RevokeSecurityGroupIngress", REMARKED),
                    // The instance leaves its group without knowing what that is like.
                    Map.entry("autoscaling:DescribeAutoScalingGroups", REMARKED),
                    // Only releases call these.
                    Map.entry("autoscaling:AttachInstances", NOT_RELEASED),
                    Map.entry("autoscaling:ExitStandby", NOT_RELEASED),
                    Map.entry("ec2:AssociateAddress", NOT_RELEASED),
                    Map.entry("ec2:DeleteTags", NOT_RELEASED),
                    Map.entry("elasticloadbalancing:RegisterInstancesWithLoadBalancer", NOT_RELEASED),
                    Map.entry("elasticloadbalancing:RegisterTargets", NOT_RELEASED),
                    Map.entry("iam:DeleteRolePolicy", NOT_RELEASED),
                    Map.entry("iam:ListRolePolicies", REMARKED_ON_RELEASE),
                    // An interface may be in the all-open group: the next delivery looks again.
                    Map.entry("ec2:DescribeNetworkInterfaces", THROWN)),
            "revoke-sessions",
            Map.of(
                    "iam:DeleteRolePolicy", NOT_RELEASED,
                    // The inventory alone.
                    "iam:GetAccountAuthorizationDetails", THROWN,
                    // Whom else it hits, and whether there is room, is told where it is known.
                    "iam:ListInstanceProfilesForRole", REMARKED,
                    "iam:ListRolePolicies", REMARKED),
            "deactivate-access-key",
            Map.of(
                    "iam:DeleteUserPolicy", NOT_RELEASED,
                    "iam:GetAccountAuthorizationDetails", THROWN,
                    // The user that the finding names is taken for the owner where his keys show the key.
                    "iam:GetAccessKeyLastUsed", REMARKED),
            "block-public-access",
            Map.of(
                    // What cannot be read counts as public; the bucket is closed, and a person told.
                    "s3:GetAccountPublicAccessBlock", REMARKED,
                    "s3:GetBucketAcl", REMARKED,
                    "s3:GetBucketPolicy", REMARKED),
            // Tells twice rather than never.
            "republish-outcomes",
            Map.of("dynamodb:PutItem", WAITING),
            "dead-letters",
            Map.of("dynamodb:PutItem", KEPT, "dynamodb:Query", KEPT, "events:PutEvents", KEPT));

    private Expected() {}

    /** Of what something else is said for this function alone. */
    static Set<String> exceptions(String function) {
        return BY_FUNCTION.getOrDefault(function, Map.of()).keySet();
    }

    static Effect of(String function, String action) {
        Effect shared = SHARED.getOrDefault(action, SCHEDULED.contains(function) ? THROWN : NOT_CONTAINED);
        return BY_FUNCTION.getOrDefault(function, Map.of()).getOrDefault(action, shared);
    }
}
