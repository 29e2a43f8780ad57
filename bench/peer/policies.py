"""The policy that denies sessions from before a moment."""


def deny(before):
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Action": "*",
                "Resource": "*",
                "Condition": {"DateLessThan": {"aws:TokenIssueTime": before}},
            }
        ],
    }


def deny_user(before, arn):
    """With what the user could undo it by: keys and passwords of its own, and its policies."""
    policy = deny(before)
    policy["Statement"].append(
        {
            "Effect": "Deny",
            "Action": [
                "iam:*SSHPublicKey",
                "iam:*ServiceSpecificCredential",
                "iam:*SigningCertificate",
                "iam:CreateAccessKey",
                "iam:CreateLoginProfile",
                "iam:DeactivateMFADevice",
                "iam:DeleteUserPolicy",
                "iam:EnableMFADevice",
                "iam:PutUserPolicy",
                "iam:UpdateAccessKey",
                "iam:UpdateLoginProfile",
                "iam:UpdateUser",
            ],
            "Resource": arn,
        }
    )
    return policy
