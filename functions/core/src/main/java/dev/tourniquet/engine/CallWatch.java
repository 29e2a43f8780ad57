package dev.tourniquet.engine;

import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.function.Supplier;

/** Sees the calls that a function makes, those too whose failure a plan does without. */
public interface CallWatch {

    /** Does {@code work}, and says what was called meanwhile. What {@code work} throws is thrown. */
    <T> Seen<T> during(Supplier<T> work);

    /**
     * What was seen.
     *
     * @param answered the IAM actions of the calls that AWS answered, be it that there is no such thing
     * @param failed the calls that were denied, or got no answer; what they were made on is not known here
     */
    record Seen<T>(T result, List<String> answered, List<CallFailed> failed) {
        public Seen {
            answered = List.copyOf(answered);
            failed = List.copyOf(failed);
        }
    }
}
