package dev.tourniquet.revokesessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Printable;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody whom a trust policy lets assume its role.
 *
 * @param name as the policy says, which is not fit to be shown
 * @param conditional the policy has conditions for it, or denials that may concern it
 */
record Assumer(Kind kind, String name, boolean conditional) {
    /** What the name stands for. */
    enum Kind {
        ANYBODY("anybody"),
        EVERYBODY_BUT("everybody whom NotPrincipal does not name"),
        USER("the user "),
        ROLE("the role "),
        ACCOUNT("whomever the account lets, "),
        SERVICE("the service "),
        FEDERATED("whoever signs in through "),
        /** An id in place of an ARN: the principal of that id was deleted. */
        GONE("a principal that was deleted since, "),
        OTHER("");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Those that a statement of effect Allow names. */
    static Stream<Assumer> of(JsonNode statement) {
        boolean conditional = statement.has("Condition");
        if (statement.has("NotPrincipal")) {
            return Stream.of(new Assumer(Kind.EVERYBODY_BUT, "", conditional));
        }
        JsonNode principal = statement.path("Principal");
        return principal.isTextual()
                ? Stream.of(of("AWS", principal.asText(), conditional))
                : principal.properties().stream()
                        .flatMap(each -> Trust.items(each.getValue())
                                .map(name -> of(each.getKey(), name.asText(), conditional)));
    }

    /** The names in a statement's principal, whatever their kind. */
    static Stream<String> named(JsonNode statement) {
        return of(statement).map(Assumer::name);
    }

    /** For a person. */
    String shown() {
        String named = kind == Kind.ANYBODY || kind == Kind.EVERYBODY_BUT ? "" : Printable.of(name);
        return kind.words + named + (conditional ? " (with conditions)" : "");
    }

    private static Assumer of(String type, String name, boolean conditional) {
        return new Assumer(
                Map.of("Service", Kind.SERVICE, "Federated", Kind.FEDERATED).getOrDefault(type, kind(name)),
                name,
                conditional);
    }

    private static Kind kind(String name) {
        if (name.equals("*")) {
            return Kind.ANYBODY;
        }
        if (name.matches("\\d{12}") || name.matches("arn:[^:]+:iam::\\d{12}:root")) {
            return Kind.ACCOUNT;
        }
        if (name.matches("arn:[^:]+:iam::\\d{12}:user/.+")) {
            return Kind.USER;
        }
        if (name.matches("arn:[^:]+:(iam::\\d{12}:role|sts::\\d{12}:assumed-role)/.+")) {
            return Kind.ROLE;
        }
        return name.matches("A(ID|RO)A[A-Z0-9]+") ? Kind.GONE : Kind.OTHER;
    }
}
