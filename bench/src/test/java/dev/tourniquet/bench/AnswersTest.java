package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private final Answers answers = new Answers(List.of(
            answer("DynamoDb.Query", "a", "1"),
            answer("DynamoDb.Query", "b", "2"),
            answer("DynamoDb.Query", "b", "3"),
            answer("S3.GetPublicAccessBlock", "c", "bucket"),
            answer("S3Control.GetPublicAccessBlock", "d", "account")));

    @Test
    void givesWhatIsLeftToTheSameRequestFirst() {
        assertThat(take("Query", "b")).isEqualTo("2");
        assertThat(take("Query", "b")).isEqualTo("3");
        assertThat(take("Query", "a")).isEqualTo("1");
    }

    @Test
    void goesByTheOrderForARequestThatWasNotRecorded() {
        assertThat(take("Query", "of boto3")).isEqualTo("1");
        assertThat(take("Query", "of boto3")).isEqualTo("2");
    }

    @Test
    void hasNoMoreThanWasRecordedUntilItIsRewound() {
        take("Query", "a");
        take("Query", "a");
        take("Query", "a");
        assertThat(answers.take(operation("Query", "a"))).isEmpty();

        answers.rewind();

        assertThat(take("Query", "a")).isEqualTo("1");
    }

    @Test
    void tellsTheAccountFromTheBucket() {
        assertThat(take("S3Control.GetPublicAccessBlock", "of boto3")).isEqualTo("account");
        assertThat(take("S3.GetPublicAccessBlock", "of boto3")).isEqualTo("bucket");
    }

    private String take(String name, String request) {
        return answers.take(operation(name, request)).orElseThrow().body();
    }

    private static Operation operation(String name, String request) {
        return new Operation(name, Map.of(), request);
    }

    private static Answer answer(String call, String request, String body) {
        return new Answer(call, request, 200, "text/plain", body);
    }
}
