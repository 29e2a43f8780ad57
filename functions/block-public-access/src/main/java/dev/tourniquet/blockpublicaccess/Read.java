package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.plan.CallFailed;
import java.util.Optional;
import java.util.function.Supplier;

/** What a call came to whose failure keeps nobody from deciding. */
sealed interface Read<T> {
    record Known<T>(T value) implements Read<T> {}

    record Unknown<T>(CallFailed cause) implements Read<T> {}

    /** Waits for {@code call}. */
    static <T> Read<T> of(Supplier<T> call) {
        try {
            return new Known<>(call.get());
        } catch (CallFailed failed) {
            return new Unknown<>(failed);
        }
    }

    default T or(T otherwise) {
        return switch (this) {
            case Known<T>(T value) -> value;
            case Unknown<T> _ -> otherwise;
        };
    }

    /** The call, its resource and its error code. */
    default Optional<String> failure() {
        return switch (this) {
            case Known<T> _ -> Optional.empty();
            case Unknown<T>(CallFailed cause) -> Optional.of(String.valueOf(cause.getMessage()));
        };
    }
}
