package dev.tourniquet.bench;

import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded and is not given yet. A request gets the first answer that is left to the same request, or else the first that is left
 * to the same operation: calls that go side by side come in any order, and one order is not that of the recording.
 */
final class Answers {
    private final List<Answer> recorded;
    private final List<Answer> left;

    Answers(List<Answer> recorded) {
        this.recorded = List.copyOf(recorded);
        this.left = new ArrayList<>(recorded);
    }

    void rewind() {
        left.clear();
        left.addAll(recorded);
    }

    /** Empty where the operation came more often than recorded. */
    Optional<Answer> take(Operation operation) {
        List<Answer> ofOperation =
                left.stream().filter(answer -> operation.is(answer.call())).toList();
        Optional<Answer> answer = ofOperation.stream()
                .filter(each -> each.request().equals(operation.request()))
                .findFirst()
                .or(() -> ofOperation.stream().findFirst());
        answer.ifPresent(left::remove);
        return answer;
    }
}
