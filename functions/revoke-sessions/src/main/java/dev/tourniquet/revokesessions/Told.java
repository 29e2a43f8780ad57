package dev.tourniquet.revokesessions;

import dev.tourniquet.plan.CallFailed;
import java.util.function.Supplier;

/** A fact that a plan can do without: what was read, or why it could not be. */
sealed interface Told<T> {

    /** It was read. */
    record Known<T>(T value) implements Told<T> {}

    /** It could not be; {@code why} names the call. */
    record Unknown<T>(String why) implements Told<T> {}

    /** Asks; a failing call is an answer, too. */
    static <T> Told<T> of(Supplier<T> read) {
        try {
            return new Known<>(read.get());
        } catch (CallFailed failed) {
            return new Unknown<>(String.valueOf(failed.getMessage()));
        }
    }
}
