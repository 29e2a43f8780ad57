package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.finding.Target.OtherPrincipal;
import dev.tourniquet.plan.Planning.Refused;
import java.util.List;

/** Principals that no policy which a response may write restrains, and what a person does about them. */
final class Strangers {
    private Strangers() {}

    static Refused refusal(OtherPrincipal principal) {
        return switch (principal.kind()) {
            case ROOT -> root();
            case AWS_ACCOUNT -> account(principal.name());
            case AWS_SERVICE -> service(principal.name());
        };
    }

    private static Refused root() {
        return new Refused(
                "the root user: no IAM policy of the account restrains it or its sessions",
                List.of(
                        "Sign in as root, or use centralized root access from the organization's management account: "
                                + "delete every access key of root, change its password, end its sessions.",
                        "Look at root's MFA devices and at the account's e-mail address and alternate contacts: "
                                + "whoever was root can have changed them. Register MFA anew.",
                        "If the account is a member of an organization, deny root there by a service control policy "
                                + "(aws:PrincipalArn arn:*:iam::*:root). It does not hold for the management account.",
                        "Look in CloudTrail for what root did: users, keys, roles, policies, buckets.",
                        "If you cannot sign in as root any more, call AWS Support at once."));
    }

    private static Refused account(String name) {
        return new Refused(
                "a principal of another account (" + name + "): no policy of this account can be put on it",
                List.of(
                        "Find out from CloudTrail what it reached here, and by what it was let in: the trust policy of a "
                                + "role, or the policy of a bucket, key, queue, topic, secret or repository.",
                        "Close that: take the account out of these policies, or deny it there.",
                        "If it assumed a role of this account, revoke that role's sessions, too.",
                        "Tell the owner of the account. Contain nothing of the same name here: it is somebody else."));
    }

    private static Refused service(String name) {
        return new Refused(
                "a service of AWS (" + name + "): it acts for somebody, who is to be contained instead",
                List.of(
                        "Find out from CloudTrail which service called (invokedBy), for which resource, and who configured "
                                + "it to: that principal is to be contained.",
                        "Stop what makes the service call: the function, task, job, trail, rule or forwarding in question.",
                        "Take the service out of the role's trust policy or the resource's policy that lets it in."));
    }
}
