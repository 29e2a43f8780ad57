package dev.tourniquet.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tourniquet.runtime.DeadLetter;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which function a message is, whatever of it was invoked. */
final class LetterReaderTest {
    private final LetterReader reader = new LetterReader("123456789012", "us-east-1");

    static Stream<SQSMessage> byTheFunctionItsVersionAndItsAlias() {
        return Stream.of("", ":$LATEST", ":12", ":live")
                .map(Messages.FUNCTION::concat)
                .flatMap(arn -> Stream.of(
                        Messages.ofInvocation(arn, Messages.finding(), "x"),
                        Messages.ofRule(Messages.finding(), "NO_PERMISSIONS", arn)));
    }

    @ParameterizedTest
    @MethodSource("byTheFunctionItsVersionAndItsAlias")
    void namesTheFunctionThatCanBeSentTheEventAgain(SQSMessage message) {
        DeadLetter letter = reader.read(message, Instant.EPOCH).letter();

        assertThat(letter.function()).isEqualTo("tourniquet-isolate-instance");
        assertThat(letter.id()).isEqualTo(DeadLetter.id("isolate-instance", Messages.ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:210987654321:function:tourniquet-isolate-instance:live",
                "arn:aws:lambda:eu-west-1:123456789012:function:tourniquet-isolate-instance:live",
                "arn:aws:lambda:us-east-1:123456789012:function:live:tourniquet-isolate-instance"
            })
    void takesAnAliasOfTheSameNameElsewhereForNoneOfOurs(String arn) {
        DeadLetter letter = reader.read(Messages.ofRule(Messages.finding(), "NO_PERMISSIONS", arn), Instant.EPOCH)
                .letter();

        assertThat(letter.id()).isEqualTo(DeadLetter.id(DeadLetter.UNKNOWN, Messages.ID));
    }
}
