package dev.tourniquet.identity;

import dev.tourniquet.exemption.NamePattern;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.plan.Planning.Refused;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.Role;

/** Tells which roles are never touched, and what a person does instead. */
public final class Protection {
    private static final String OWN_PREFIX = "tourniquet-";

    /** What has a role of its own, named after it and its Region. */
    private static final List<String> HOLDERS = List.of(
            "isolate-instance",
            "revoke-sessions",
            "deactivate-access-key",
            "block-public-access",
            "notify",
            "dead-letters",
            "republish-outcomes",
            "prune-revocations",
            "prune-revocations-schedule");

    private final List<String> patterns;
    private final String region;

    /**
     * @param patterns names or ARNs of roles, {@code *} stands for any text; as case-sensitive as IAM
     * @param region the own Region: whether a role that is named after another is Tourniquet's cannot be told from here
     */
    public Protection(List<String> patterns, String region) {
        this.patterns = List.copyOf(patterns);
        this.region = region;
    }

    /** Whether {@code role} is never touched, whichever of its sessions it is about; its name, path and ARN tell. */
    public boolean covers(Role role) {
        return refusal(role, new RoleSession(role.roleName(), "", "")).isPresent();
    }

    /** The refusal to revoke {@code session} of {@code role}, empty where there is none. */
    public Optional<Refused> refusal(Role role, RoleSession session) {
        String name = role.roleName();
        if (role.path().startsWith("/aws-service-role/")) {
            return Optional.of(
                    new Refused(
                            name + " is a service-linked role: only its service can change it",
                            List.of(
                                    "Find out from CloudTrail what the service did as " + name
                                            + ", and on whose behalf.",
                                    "Stop it in the service that uses the role, or with a service control policy of the organization.")));
        }
        if (role.path().startsWith("/aws-reserved/")) {
            return Optional.of(new Refused(
                    name + " belongs to IAM Identity Center: only AWS can change it",
                    List.of(
                            "Disable the user behind the session " + SessionNames.name(session)
                                    + " in IAM Identity Center, end its sessions there and take its assignments away.",
                            "Role sessions that it has already live on until they expire. Cut them with a deny on "
                                    + "aws:TokenIssueTime in the permission set's inline policy, or with a service control "
                                    + "policy that denies aws:userId " + SessionNames.userId(session) + ".")));
        }
        if (isOwn(role)) {
            return Optional.of(new Refused(
                    name + " is Tourniquet's own role: revoking it would end the response itself",
                    List.of(
                            "Take the finding as an attack on the responder: find out from CloudTrail who used " + name
                                    + ", and from where.",
                            "First look whether the function, or its schedule, really has the role " + role.arn()
                                    + " (aws lambda get-function-configuration): a name proves nothing.",
                            "Only if it has, set the function's reserved concurrency to 0 or disable the schedule. Then "
                                    + "revoke the role's sessions by hand, as the runbook says.")));
        }
        if (name.startsWith(OWN_PREFIX)) {
            return Optional.of(new Refused(
                    name + " looks like Tourniquet's but is none of its roles in this Region",
                    List.of(
                            "Find out from CloudTrail who created " + name
                                    + " and who uses it; only if a stack of Tourniquet in another Region has it is it Tourniquet's.",
                            "Revoke its sessions by hand, as the runbook says.")));
        }
        return patterns.stream()
                .filter(pattern -> NamePattern.matches(pattern, role.arn()) || NamePattern.matches(pattern, name))
                .findFirst()
                .map(pattern -> new Refused(
                        name + " is protected by " + pattern + proof(pattern),
                        List.of(
                                "Ask the owner of " + name
                                        + " whether its sessions may be cut; if so, revoke by hand, as the runbook says.",
                                "Until then watch in CloudTrail what " + SessionNames.userId(session) + " does.")));
    }

    private boolean isOwn(Role role) {
        return role.path().equals("/")
                && HOLDERS.stream().anyMatch(holder -> role.roleName().equals(OWN_PREFIX + holder + "-" + region));
    }

    private static String proof(String pattern) {
        return pattern.contains("*")
                ? "; the name proves nothing, since whoever may create a role can give it any: see first who created it"
                : "";
    }
}
