package dev.tourniquet.identity;

import java.util.Collection;
import java.util.Locale;

/**
 * How much room the inline policies of a role have. IAM limits the sum of their sizes and does not count white space.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and AWS STS quotas</a>
 */
public final class InlinePolicies {
    /** Characters, for all inline policies of a role together. */
    public static final int LIMIT_OF_ROLE = 10_240;

    private InlinePolicies() {}

    /** The characters of one policy that count. */
    public static int size(String document) {
        return (int) document.codePoints()
                .filter(each -> !Character.isWhitespace(each))
                .count();
    }

    /** The characters of several policies that count. */
    public static int size(Collection<String> documents) {
        return documents.stream().mapToInt(InlinePolicies::size).sum();
    }

    /** For a person: {@code 10,198 of 10,240 characters}. */
    public static String filled(int taken) {
        return String.format(Locale.ROOT, "%,d of %,d characters", taken, LIMIT_OF_ROLE);
    }
}
