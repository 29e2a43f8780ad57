package dev.tourniquet.decision;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a response may do by itself, by severity.
 *
 * @param from the mode of all severities from the key on, on GuardDuty's scale (1.0 to 10.0); what lies below the least is off
 */
public record Modes(SortedMap<Double, Mode> from) {
    public Modes {
        from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
    }

    /** The same mode for all severities. */
    public static Modes of(Mode mode) {
        return new Modes(new TreeMap<>(Map.of(0.0, mode)));
    }

    /** Whether anything is contained at all, be it by a person's word. */
    boolean everAct() {
        return from.containsValue(Mode.APPROVE) || from.containsValue(Mode.ENFORCE);
    }

    /** The mode of findings of {@code severity}. */
    public Mode of(double severity) {
        SortedMap<Double, Mode> reached = from.headMap(Math.nextUp(severity));
        return reached.isEmpty() ? Mode.OFF : requireNonNull(reached.get(reached.lastKey()));
    }
}
