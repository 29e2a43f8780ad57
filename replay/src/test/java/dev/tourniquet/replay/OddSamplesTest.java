package dev.tourniquet.replay;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The odd ones of {@link Samples}. */
final class OddSamplesTest extends Samples {
    static Stream<Path> samples() {
        return everySecond(1);
    }
}
