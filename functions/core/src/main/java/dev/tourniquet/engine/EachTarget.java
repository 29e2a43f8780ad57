package dev.tourniquet.engine;

import dev.tourniquet.finding.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Deals with one target after another, whatever became of those before, as long as there is time. */
final class EachTarget<T> {
    private final Worker worker;
    private final List<T> done = new ArrayList<>();
    private final List<RuntimeException> unfinished = new ArrayList<>();

    EachTarget(Worker worker) {
        this.worker = worker;
    }

    void take(Target target, Supplier<T> work) {
        if (!worker.hasTime()) {
            unfinished.add(new RetryLater("no time was left for " + target.key()));
            return;
        }
        try {
            done.add(work.get());
        } catch (RuntimeException brokenOff) {
            unfinished.add(brokenOff);
        }
    }

    /** The event has to come again although this target is dealt with. */
    void again(RetryLater why) {
        unfinished.add(why);
    }

    /** What came of it; throws the first that broke off, with the others, where any did. */
    List<T> done() {
        if (!unfinished.isEmpty()) {
            RuntimeException first = unfinished.getFirst();
            unfinished.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return List.copyOf(done);
    }
}
