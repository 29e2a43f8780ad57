package dev.tourniquet.runtime.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Environment;
import dev.tourniquet.text.PlainText;
import java.io.IOException;
import java.util.function.Function;

/**
 * Prepares a function while it starts. Under SnapStart what a function has loaded and compiled by the end of its start is in the
 * snapshot; so it handles an event, many times, on recorded answers. Then it opens connections to AWS, one after another, and asks for
 * nothing, without credentials: TLS is the other thing that takes long the first time.
 *
 * <p>Whatever goes wrong here is written down and forgotten: the function works without.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html">Best practices for SnapStart</a>
 */
public final class Primer {
    private static final String TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

    /** After about as many events the compiler has seen what there is to see. */
    private static final int ROUNDS = 50;

    /** The more, the shorter is the first event as from a snapshot, in {@code bench}; docs/decisions/0020 has the figures. */
    private static final int CONNECTIONS = 100;

    private Primer() {}

    /**
     * Primes the function of this process.
     *
     * @param handler beside which {@code rehearsal.json} lies
     * @param function makes another of the same function
     */
    public static void prime(Aws aws, Class<?> handler, Function<Aws, ? extends RequestStreamHandler> function) {
        int rounds = rounds(aws.environment());
        if (rounds == 0) {
            return;
        }
        try {
            rehearse(handler, function, rounds);
            Connections.open(aws, CONNECTIONS);
        } catch (IOException | RuntimeException | LinkageError e) {
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.put("kind", "priming").put("failed", PlainText.of(String.valueOf(e)));
            aws.output().println(Json.write(line));
        }
    }

    /** Handles the recorded event some times; what was answered last. Throws IOException where the recording does not do. */
    public static String rehearse(Class<?> handler, Function<Aws, ? extends RequestStreamHandler> function, int rounds)
            throws IOException {
        Stage stage = new Stage(Rehearsal.of(handler), function);
        for (int round = 1; round < rounds; round++) {
            stage.play();
        }
        return stage.play();
    }

    private static int rounds(Environment environment) {
        return environment.optional(TYPE).filter("snap-start"::equals).isPresent() ? ROUNDS : 0;
    }
}
