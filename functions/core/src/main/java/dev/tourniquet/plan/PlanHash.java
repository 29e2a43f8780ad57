package dev.tourniquet.plan;

import dev.tourniquet.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names the steps that a person says yes to. */
final class PlanHash {
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z");

    private static final int DIGITS = 20;

    private PlanHash() {}

    static String of(List<Step> steps) {
        return HexFormat.of().formatHex(sha256(timeless(steps))).substring(0, DIGITS);
    }

    /** What each step brings about. */
    static Set<String> aims(List<Step> steps) {
        return steps.stream()
                .map(step -> timeless(List.of(step.action(), step.resource(), step.phase(), step.after())))
                .collect(Collectors.toSet());
    }

    /** As maps, whose entries are written in order: a state that was stored and read again is the same state. */
    private static String timeless(Object of) {
        Object ordered = Json.as(Json.tree(of), Object.class);
        return INSTANT.matcher(Json.write(ordered)).replaceAll("-");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
