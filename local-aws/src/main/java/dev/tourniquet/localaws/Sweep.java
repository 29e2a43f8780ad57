package dev.tourniquet.localaws;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a test takes of a long list of cases: every third, or with {@code -Dsweep.all=true} all, as CI does where it has the time. */
public final class Sweep {
    private static final int EACH = 3;

    private Sweep() {}

    /** Of lists that pair two things none of which comes in threes, each of them is left with some of the others. */
    public static <T> Stream<T> part(Stream<T> cases) {
        List<T> all = cases.toList();
        return IntStream.range(0, all.size())
                .filter(number -> number % EACH == 0 || Boolean.getBoolean("sweep.all"))
                .mapToObj(all::get);
    }
}
