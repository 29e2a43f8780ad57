package dev.tourniquet.control;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** As many as can be counted. */
    public static final Limits WIDEST = new Limits(MOST, MOST, List.of());

    public Limits {
        if (perResponse < 1 || perResponse > MOST || perTagValue < 1 || perTagValue > MOST) {
            throw new IllegalArgumentException("a limit is a number from 1 to " + MOST);
        }
        tagKeys = List.copyOf(tagKeys);
    }

    /** The scopes that a containment on a resource with these tags counts in besides its response, with their limits. */
    public SortedMap<String, Integer> shared(String response, Map<String, String> tags) {
        SortedMap<String, Integer> scopes = new TreeMap<>();
        tagKeys.stream()
                .filter(tags::containsKey)
                .forEach(key -> scopes.put(response + "/" + key + "=" + tags.get(key), perTagValue));
        return scopes;
    }
}
