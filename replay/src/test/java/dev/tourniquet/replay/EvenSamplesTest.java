package dev.tourniquet.replay;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The even ones of {@link Samples}. */
final class EvenSamplesTest extends Samples {
    static Stream<Path> samples() {
        return everySecond(0);
    }
}
