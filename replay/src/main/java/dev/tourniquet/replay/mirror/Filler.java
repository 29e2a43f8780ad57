package dev.tourniquet.replay.mirror;

/** A policy of a size. */
final class Filler {
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::%s"}]}""";
    private static final int SHORTEST = POLICY.length();

    private Filler() {}

    /** An inline policy of {@code characters}, none of them white space. */
    static String policy(int characters) {
        if (characters < SHORTEST) {
            throw new IllegalArgumentException("a policy has at least " + SHORTEST + " characters");
        }
        return POLICY.formatted("a".repeat(characters - SHORTEST + 2));
    }
}
