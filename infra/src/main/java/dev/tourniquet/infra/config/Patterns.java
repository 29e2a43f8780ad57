package dev.tourniquet.infra.config;

/**
 * How the configuration may name what is out of reach. A comma is left out of names, although IAM allows it: it separates
 * the names in a function's environment. A pattern of wildcards alone would take everything out of reach.
 */
final class Patterns {

    private static final String NOT_EVERYTHING = "(?!\\*+$)";
    private static final String ACCOUNT = "(\\d{12}|\\*)";
    private static final String NAME = NOT_EVERYTHING + "[\\w+=.@*-]+";
    private static final String PRINCIPAL =
            "arn:aws[a-z-]*:iam::" + ACCOUNT + ":(role|user)/" + NOT_EVERYTHING + "[\\w+=.@*/-]+";
    private static final String INSTANCE =
            "arn:aws[a-z-]*:ec2:[a-z0-9*-]+:" + ACCOUNT + ":instance/" + NOT_EVERYTHING + "[a-z0-9*-]+";
    private static final String BUCKET = "arn:aws[a-z-]*:s3:::" + NOT_EVERYTHING + "[\\w.*-]+";

    private Patterns() {}

    static String principal(ConfigNode node) {
        return node.textLike(
                anyOf(NAME, PRINCIPAL),
                "the name or ARN of a role or user (letters, digits, +=.@- and *, not * alone)");
    }

    /** An instance's id has the form of a name. */
    static String resource(ConfigNode node) {
        return node.textLike(
                anyOf(NAME, PRINCIPAL, INSTANCE, BUCKET),
                "the id, name or ARN of an instance, role, user or bucket (letters, digits, +=.@- and *, not * alone)");
    }

    private static String anyOf(String... patterns) {
        return "(" + String.join(")|(", patterns) + ")";
    }
}
