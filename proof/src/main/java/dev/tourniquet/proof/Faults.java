package dev.tourniquet.proof;

import org.jspecify.annotations.Nullable;

/** Which fault a call meets. */
@FunctionalInterface
public interface Faults {
    Faults NONE = (_, _) -> null;

    /**
     * The fault of one call with all its attempts, or null.
     *
     * @param number counts the calls since the faults were armed, from 0
     */
    @Nullable
    Fault on(Call call, int number);
}
