package dev.tourniquet.infra.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What each response does by itself, by the severity of a finding.
 *
 * @param byDefault  the mode of all severities from the key on, on GuardDuty's scale of 1 to 10; below the least it is off
 * @param byResponse the same for a response that has its own
 */
public record Modes(SortedMap<Double, Mode> byDefault, Map<Response, SortedMap<Double, Mode>> byResponse) {

    public Modes {
        byDefault = Collections.unmodifiableSortedMap(new TreeMap<>(byDefault));
        Map<Response, SortedMap<Double, Mode>> own = new EnumMap<>(Response.class);
        byResponse.forEach(
                (response, modes) -> own.put(response, Collections.unmodifiableSortedMap(new TreeMap<>(modes))));
        byResponse = Collections.unmodifiableMap(own);
    }

    /** The same mode for everything. */
    public static Modes of(Mode mode) {
        return new Modes(from(mode), Map.of());
    }

    static SortedMap<Double, Mode> from(Mode mode) {
        return new TreeMap<>(Map.of(1.0, mode));
    }

    SortedMap<Double, Mode> of(Response response) {
        return byResponse.getOrDefault(response, byDefault);
    }

    /** Whether {@code response} ever changes anything, by itself or once a person said so. */
    public boolean changes(Response response) {
        return of(response).containsValue(Mode.ENFORCE) || of(response).containsValue(Mode.APPROVE);
    }

    /** As the function reads it: a mode, or {@code {"4":"observe","7":"enforce"}}. */
    public String text(Response response) {
        SortedMap<Double, Mode> modes = of(response);
        if (modes.size() == 1 && modes.firstKey() <= 1) {
            return modes.get(modes.firstKey()).key();
        }
        StringJoiner json = new StringJoiner(",", "{", "}");
        modes.forEach((severity, mode) -> json.add("\"" + Severity.text(severity) + "\":\"" + mode.key() + "\""));
        return json.toString();
    }
}
