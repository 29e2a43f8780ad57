package dev.tourniquet.replay.world;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The texts of policies as IAM hands them out. */
public final class Documents {
    private Documents() {}

    /** Percent-encoded, and not as a form is: a plus sign stands for itself. */
    public static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
