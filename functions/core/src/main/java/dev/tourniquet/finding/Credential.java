package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target.OtherPrincipal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of a finding. {@code userType} is CloudTrail's {@code userIdentity.type}; for an assumed role
 * {@code userName} is the name of the role and {@code principalId} is {@code AROA...:session}, for an IAM user
 * {@code principalId} is {@code AIDA...}.
 *
 * @param userType as the finding says
 * @param userName bounded, or empty
 * @param principalId bounded, or empty
 * @param accessKeyId {@code AKIA...} for a long-term key, {@code ASIA...} for a temporary one; empty where there is none of
 *     that form
 */
record Credential(String userType, String userName, String principalId, String accessKeyId) {
    /** How GuardDuty names a caller who showed no credential at all. */
    private static final String ANONYMOUS = "ANONYMOUS_PRINCIPAL";

    /** Reads {@code accessKeyDetails}. */
    static Credential of(JsonNode details) {
        return of(
                details.path("userType"),
                details.path("userName"),
                details.path("principalId"),
                details.path("accessKeyId"));
    }

    /** Reads the same facts from wherever they stand. */
    static Credential of(JsonNode userType, JsonNode userName, JsonNode principalId, JsonNode accessKeyId) {
        @Nullable String key = Fields.matching(accessKeyId, Fields.ACCESS_KEY_ID);
        return new Credential(
                Fields.text(userType), Fields.text(userName), Fields.text(principalId), key == null ? "" : key);
    }

    /** Whose it is, as far as a response can contain it. */
    Target target() {
        if (principalId.equals(ANONYMOUS) || (userName.equals(ANONYMOUS) && !hasRealId())) {
            return unsupported("Anonymous", "the caller showed no credential: what it reached is open to everybody");
        }
        return switch (userType) {
            case "AssumedRole", "Role" ->
                session()
                        .or(this::userKey)
                        .or(() -> userId().isEmpty() ? Optional.empty() : userSession())
                        .orElseGet(() -> unsupported(
                                "AssumedRole", "role name and role id (AROA...) do not both have their form"));
            case "IAMUser" ->
                userKey()
                        .or(this::session)
                        .or(this::userSession)
                        .orElseGet(() -> unsupported("IAMUser", "the finding names neither an access key nor a user"));
            case "FederatedUser" ->
                userSession()
                        .orElseGet(() -> unsupported("FederatedUser", "the finding does not name the user behind it"));
            case "Root" -> new OtherPrincipal(OtherPrincipal.Kind.ROOT, "root");
            case "AWSAccount" -> new OtherPrincipal(OtherPrincipal.Kind.AWS_ACCOUNT, name());
            case "AWSService" -> new OtherPrincipal(OtherPrincipal.Kind.AWS_SERVICE, name());
            case "" -> unsupported("AccessKey", "the finding names no principal");
            default -> unsupported("AccessKey", "principals of this type are not known");
        };
    }

    /** Whether it names an id that only IAM hands out. A name, a user's or a role's, anybody may choose who may make one. */
    boolean hasRealId() {
        int colon = principalId.indexOf(':');
        String unique = colon < 0 ? principalId : principalId.substring(0, colon);
        return !accessKeyId.isEmpty()
                || Fields.USER_ID.matcher(unique).matches()
                || Fields.ROLE_ID.matcher(unique).matches();
    }

    /** What in it contradicts itself: acting on either half could hit somebody else. */
    List<String> contradictions() {
        return switch (userType) {
            case "AssumedRole", "Role" ->
                contradictions(
                        accessKeyId.startsWith("AKIA") ? "the key " + accessKeyId + " is a long-term one" : "",
                        principalId.startsWith("AIDA") ? "the principal id is that of a user" : "");
            case "IAMUser" ->
                contradictions(principalId.startsWith("AROA") ? "the principal id is that of a role" : "");
            case "FederatedUser" ->
                contradictions(
                        accessKeyId.startsWith("AKIA") ? "the key " + accessKeyId + " is a long-term one" : "",
                        principalId.startsWith("AROA") ? "the principal id is that of a role" : "");
            default -> List.of();
        };
    }

    private List<String> contradictions(String... found) {
        return List.of(found).stream()
                .filter(each -> !each.isEmpty())
                .map(each -> "the finding contradicts itself: userType is " + userType + ", but " + each)
                .toList();
    }

    /** A session name of unheard-of form is kept, bounded: refusing it would let a name evade the revocation of its role. */
    private Optional<Target> session() {
        int colon = principalId.indexOf(':');
        String roleId = colon < 0 ? principalId : principalId.substring(0, colon);
        String sessionName = colon < 0 ? "" : principalId.substring(colon + 1);
        return Fields.ROLE_NAME.matcher(userName).matches()
                        && Fields.ROLE_ID.matcher(roleId).matches()
                ? Optional.of(new Target.RoleSession(userName, roleId, sessionName))
                : Optional.empty();
    }

    private Optional<Target> userKey() {
        return accessKeyId.startsWith("AKIA")
                ? Optional.of(new Target.UserAccessKey(accessKeyId, userName, userId()))
                : Optional.empty();
    }

    /** Of a temporary key, or of the console, which names none. */
    private Optional<Target> userSession() {
        boolean named =
                !userId().isEmpty() || Fields.USER_NAME.matcher(userName).matches();
        return named && !(userId().isEmpty() && accessKeyId.isEmpty())
                ? Optional.of(new Target.UserSession(userName, userId(), accessKeyId, userType.equals("FederatedUser")))
                : Optional.empty();
    }

    private String userId() {
        return Fields.USER_ID.matcher(principalId).matches() ? principalId : "";
    }

    private String name() {
        String name = principalId.isEmpty() ? userName : principalId;
        return Fields.PLAIN_NAME.matcher(name).matches() ? name : "unnamed";
    }

    private static Target.Unsupported unsupported(String kind, String reason) {
        return new Target.Unsupported(kind, "-", reason);
    }
}
