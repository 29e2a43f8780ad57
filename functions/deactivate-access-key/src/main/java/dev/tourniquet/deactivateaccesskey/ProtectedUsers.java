package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.exemption.NamePattern;
import dev.tourniquet.plan.Planning.Refused;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.User;

/** Tells which users are never touched, and what a person does instead. */
final class ProtectedUsers {
    private static final String OWN_PREFIX = "tourniquet-";

    private final List<String> patterns;

    /** @param patterns names or ARNs, {@code *} stands for any text; as case-sensitive as IAM */
    ProtectedUsers(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** The refusal to contain {@code user}, empty where there is none. */
    Optional<Refused> refusal(User user) {
        String name = user.userName();
        if (name.startsWith(OWN_PREFIX)) {
            return Optional.of(new Refused(
                    name + " looks like Tourniquet's, which has no users",
                    List.of(
                            "Find out from CloudTrail (CreateUser) who created " + name + " and who uses it.",
                            "Deactivate its keys and deny its sessions by hand, as the runbook says.")));
        }
        return patterns.stream()
                .filter(pattern -> NamePattern.matches(pattern, user.arn()) || NamePattern.matches(pattern, name))
                .findFirst()
                .map(pattern -> new Refused(
                        name + " is protected by " + pattern,
                        List.of(
                                "Ask the owner of " + name
                                        + " whether it may be cut; if so, deactivate its key by hand, as the runbook says.",
                                "Until then watch in CloudTrail what " + name + " does.")));
    }
}
