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

    /** A session name of unheard-of form is kept, bounded: refusing it would let a name evade the revocation of its role. */
    private static Target session(JsonNode details) {
        String roleName = Fields.matching(details.path("userName"), Fields.ROLE_NAME);
        String principal = Fields.text(details.path("principalId"));
        int colon = principal.indexOf(':');
        String roleId = colon < 0 ? principal : principal.substring(0, colon);
        String sessionName = colon < 0 ? "" : principal.substring(colon + 1);
        return roleName != null && Fields.ROLE_ID.matcher(roleId).matches()
                ? new Target.RoleSession(roleName, roleId, sessionName)
                : unsupported("AssumedRole", "role name and role id (AROA...) do not both have their form");
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
