package dev.tourniquet.exemption;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is exempt. Whoever can tag a resource can exempt it, an attacker too; so tags can be switched off, and resources be
 * named in the configuration instead, which only a deployment changes.
 *
 * <p>The tag's value: {@code false} exempts nothing; {@code until 2026-12-31} exempts up to the end of that day in UTC,
 * {@code until 2026-12-31T12:00:00Z} up to that moment; any other value exempts.
 *
 * @param tagKey the key of the tag that exempts; null where tags do not count
 * @param resources ids, names or ARNs, see {@link NamePattern}
 */
public record Exemptions(@Nullable String tagKey, List<String> resources) {
    private static final String UNTIL = "until";

    public Exemptions {
        resources = List.copyOf(resources);
    }

    /** Exempts nothing. */
    public static Exemptions none() {
        return new Exemptions(null, List.of());
    }

    /**
     * The exemption of one resource.
     *
     * @param names its id, name and ARN
     * @param tags its tags, live
     */
    public Exemption of(Collection<String> names, Map<String, String> tags, Instant now) {
        Optional<String> listed = resources.stream()
                .filter(pattern -> names.stream().anyMatch(name -> NamePattern.matches(pattern, name)))
                .findFirst();
        if (listed.isPresent()) {
            return new Exemption.Exempt("exempt by the configuration, which names " + listed.get());
        }
        String value = tagKey == null ? null : tags.get(tagKey);
        return value == null ? new Exemption.None(tags) : tagged(value.strip(), tags, now);
    }

    private Exemption tagged(String value, Map<String, String> tags, Instant now) {
        if (value.equalsIgnoreCase("false")) {
            return new Exemption.None(tags);
        }
        if (!value.toLowerCase(Locale.ROOT).startsWith(UNTIL)) {
            return new Exemption.Exempt("exempt by its tag " + tagKey);
        }
        Optional<Instant> end = end(value.substring(UNTIL.length()).strip());
        if (end.isEmpty()) {
            return new Exemption.Unclear(
                    "its tag " + tagKey + " does not say until when it is exempt (until 2026-12-31)");
        }
        return now.isBefore(end.get())
                ? new Exemption.Exempt("exempt by its tag " + tagKey + " until " + end.get())
                : new Exemption.None(tags);
    }

    private static Optional<Instant> end(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
