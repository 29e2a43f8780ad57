package dev.tourniquet.control;

import dev.tourniquet.text.PlainText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has switched for one response; takes effect on the next finding.
 *
 * @param version counts the changes; 0 where nothing was ever switched
 * @param paused nothing is changed: plans wait for a person. Null where it is not
 * @param dryRun plans are reported and no more. Null where it is not
 */
public record Switches(
        long version, @Nullable Setting paused, @Nullable Setting dryRun) {
    /** Nothing was ever switched. */
    public static final Switches NONE = new Switches(0, null, null);

    /** What can be switched. */
    public enum Name {
        /** Plans wait for a person. */
        PAUSE("pause"),
        /** Plans are reported and no more. */
        DRY_RUN("dry-run");

        private final String key;

        Name(String key) {
            this.key = key;
        }

        /** As it is written. */
        public String key() {
            return key;
        }
    }

    /** Who switched it on, when and why. */
    public record Setting(String by, String reason, Instant since) {
        public Setting {
            by = PlainText.who(by);
            reason = PlainText.of(PlainText.bounded(reason, 1000));
        }

        @Override
        public String toString() {
            return "by " + by + " since " + since + ": " + reason;
        }
    }

    /** The setting of {@code name}; null where it is off. */
    public @Nullable Setting of(Name name) {
        return switch (name) {
            case PAUSE -> paused;
            case DRY_RUN -> dryRun;
        };
    }

    /** With {@code name} switched on, or off where {@code setting} is null. */
    public Switches with(Name name, @Nullable Setting setting) {
        return switch (name) {
            case PAUSE -> new Switches(version + 1, setting, dryRun);
            case DRY_RUN -> new Switches(version + 1, paused, setting);
        };
    }
}
