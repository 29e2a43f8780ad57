package dev.tourniquet.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/** AWS is eventually consistent: what was just changed may be read as it was for a moment. About 6 seconds in all. */
final class Patience {
    private final Pause pause;
    private final Worker worker;
    private final Iterator<Duration> pauses =
            Stream.of(200, 400, 800, 1600, 3000).map(Duration::ofMillis).iterator();

    Patience(Pause pause, Worker worker) {
        this.pause = pause;
        this.worker = worker;
    }

    /** Waits, the longer the more often it was asked; false where waiting has come to its end. */
    boolean another() {
        if (!pauses.hasNext() || !worker.hasTime()) {
            return false;
        }
        pause.forDuration(pauses.next());
        return true;
    }
}
