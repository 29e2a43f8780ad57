package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The credential of a finding. {@code userType} is CloudTrail's {@code userIdentity.type}; for an assumed role
 * {@code userName} is the name of the role and {@code principalId} is {@code AROA...:session}.
 */
final class Credential {
    private Credential() {}

    static Target of(JsonNode details) {
        return switch (details.path("userType").asText("")) {
            case "AssumedRole", "Role" -> session(details);
            case "IAMUser" -> userKey(details);
            case "Root" -> unsupported("Root", "no IAM policy restricts the root user");
            case "FederatedUser" -> unsupported("FederatedUser", "the session belongs to the IAM user that issued it");
            case "AWSAccount" -> unsupported("AWSAccount", "the principal is in another account");
            case "AWSService" -> unsupported("AWSService", "the principal is an AWS service");
            case "" -> unsupported("AccessKey", "the finding names no principal");
            default -> unsupported("AccessKey", "principals of this type are not known");
        };
    }

    private static Target session(JsonNode details) {
        String roleName = Fields.matching(details.path("userName"), Fields.ROLE_NAME);
        String[] principal = details.path("principalId").asText("").split(":", 2);
        boolean named = roleName != null
                && principal.length == 2
                && Fields.ROLE_ID.matcher(principal[0]).matches()
                && Fields.SESSION_NAME.matcher(principal[1]).matches();
        return named
                ? new Target.RoleSession(roleName, principal[0], principal[1])
                : unsupported("AssumedRole", "role name and AROA...:session do not both have their form");
    }

    private static Target userKey(JsonNode details) {
        String key = Fields.matching(details.path("accessKeyId"), Fields.ACCESS_KEY_ID);
        return key == null
                ? unsupported("IAMUser", "the finding names no access key")
                : new Target.UserAccessKey(key, Fields.text(details.path("userName")));
    }

    private static Target.Unsupported unsupported(String kind, String reason) {
        return new Target.Unsupported(kind, "-", reason);
    }
}
