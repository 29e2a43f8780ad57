package dev.tourniquet.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person orders in Security Hub, by a custom action on findings that he has selected. The event does not say who he is.
 *
 * @param kind what he wants
 * @param account the account in which the custom action is defined
 * @param region the Region in which it is defined
 * @param at when he ordered it
 * @param findings the findings as Security Hub holds them, in its own format
 */
public record Order(Kind kind, String account, String region, Instant at, List<Reading> findings) implements Reading {
    /** What can be ordered. */
    public enum Kind {
        CONTAIN("TourniquetContain"),
        RELEASE("TourniquetRelease");

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        /** The id of the custom action: at most 20 letters and digits. */
        public String action() {
            return action;
        }

        static @Nullable Kind of(String action) {
            for (Kind kind : values()) {
                if (kind.action.equals(action)) {
                    return kind;
                }
            }
            return null;
        }
    }

    public Order {
        requireNonNull(kind, "kind is null");
        requireNonNull(account, "account is null");
        requireNonNull(region, "region is null");
        requireNonNull(at, "at is null");
        findings = List.copyOf(findings);
    }
}
