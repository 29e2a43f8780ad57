package dev.tourniquet.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.world.Ids;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LambdaTest {
    private static final Map<String, String> WITHOUT_ACCOUNT =
            Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "x");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            "x",
            "AWS_SECRET_ACCESS_KEY",
            "x",
            "TOURNIQUET_ACCOUNT",
            "123456789012");

    private final Lambda lambda = new Lambda(InstantSource.system());
    private final Function crashing = TestTemplates.small().functions().getFirst();

    @Test
    void givesAnEventTwiceMoreToAFunctionThatThrows() {
        Invocation invocation = lambda.invoke(crashing, ENVIRONMENT, List.of(), "{}");

        assertThat(invocation.attempts()).isEqualTo(3);
        assertThat(invocation.failure()).isEqualTo("no luck");
        assertThat(invocation.log()).hasSize(3).allMatch(invocation.log().getFirst()::equals);
    }

    @Test
    void invokesAFunctionByItsAlias() {
        assertThat(lambda.invoke(crashing, ENVIRONMENT, List.of(), "{}").lastLog())
                .singleElement()
                .asString()
                .contains("arn:aws:lambda:us-east-1:123456789012:function:tourniquet-crash:live");
    }

    @Test
    void failsWhereAFunctionDoesNotStart() {
        assertThat(lambda.invoke(crashing, WITHOUT_ACCOUNT, List.of(), "{}").failure())
                .contains("TOURNIQUET_ACCOUNT");
    }

    @Test
    void failsWhereTheHandlerIsMissing() {
        Function gone = new Function(
                "gone", null, "no.such.Handler", Map.of(), 128, crashing.timeout(), "role", crashing.allowedActions());

        assertThat(lambda.invoke(gone, ENVIRONMENT, List.of(), "{}").failure()).contains("no.such.Handler", "gone");
    }

    @Test
    void givesStandardOutputBack() {
        PrintStream before = System.out;

        lambda.invoke(crashing, ENVIRONMENT, List.of(), "{}");

        assertThat(System.out).isSameAs(before);
    }

    @Test
    void tellsAFailureThatNoReportExplains() {
        FunctionRun run = Answers.read(
                "rule", "tourniquet-crash", lambda.invoke(crashing, ENVIRONMENT, List.of(), "{}"), new Ids());

        assertThat(run.responses()).singleElement().satisfies(response -> {
            assertThat(response.response()).isEqualTo("crash");
            assertThat(response.target()).isEqualTo("-");
            assertThat(response.outcome()).isEqualTo("FAILED");
            assertThat(response.reasons()).containsExactly("no luck");
            assertThat(response.retried()).isTrue();
        });
    }
}
