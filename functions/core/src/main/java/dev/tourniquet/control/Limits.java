package dev.tourniquet.control;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much is contained in an hour without a person.
 *
 * @param perResponse by one response; beyond it cases wait for approval
 * @param perTagValue by one response on resources that share the value of one of {@code tagKeys}
 * @param tagKeys keys of tags that name what belongs together, for example {@code aws:autoscaling:groupName}
 */
public record Limits(int perResponse, int perTagValue, List<String> tagKeys) {
    /** More would not fit into one item of the ledger. */
    public static final int MOST = 500;

    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** As many as come; nothing is counted. */
    public static final Limits NONE = new Limits(UNLIMITED, UNLIMITED, List.of());

    public Limits {
        if (!isLimit(perResponse) || !isLimit(perTagValue)) {
            throw new IllegalArgumentException("a limit is a number from 1 to " + MOST);
        }
        tagKeys = List.copyOf(tagKeys);
    }

    private static boolean isLimit(int limit) {
        return limit == UNLIMITED || (limit >= 1 && limit <= MOST);
    }

    /** Whether the containments of a response are counted. */
    public boolean countsResponse() {
        return perResponse != UNLIMITED;
    }

    /** With other limits; null leaves as many as come. */
    public static Limits of(@Nullable Integer perResponse, @Nullable Integer perTagValue, List<String> tagKeys) {
        return new Limits(
                perResponse == null ? UNLIMITED : perResponse, perTagValue == null ? UNLIMITED : perTagValue, tagKeys);
    }

    /** The scopes that a containment on a resource with these tags counts in besides its response, with their limits. */
    public SortedMap<String, Integer> shared(String response, Map<String, String> tags) {
        SortedMap<String, Integer> scopes = new TreeMap<>();
        tagKeys.stream()
                .filter(key -> perTagValue != UNLIMITED && tags.containsKey(key))
                .forEach(key -> scopes.put(response + "/" + key + "=" + tags.get(key), perTagValue));
        return scopes;
    }
}
