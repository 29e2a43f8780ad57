package dev.tourniquet.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;

/** The load test finds what is wrong on purpose. */
final class LoadFindsBugsTest {
    private static final Mix ON_AN_INSTANCE = new Mix(5, 1, 0, 0, 0, 1, 0);
    private static final Mix ON_A_KEY = new Mix(1, 0, 0, 1, 0, 1, 0);
    private static final Mix ON_BUCKETS = new Mix(8, 0, 0, 0, 2, 1, 0);

    /** All at once, so that they meet. */
    private static final int AT_A_TIME = 10;

    private static final int TRIES = 8;

    private static LocalAws aws;
    private static PrintStream out;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterAll
    static void end() {
        System.setOut(out);
        aws.close();
    }

    /** Two deliveries at once both open the case, and both take snapshots. */
    @Test
    void findsALedgerThatTakesEveryWrite() throws Exception {
        assertFinds(
                "snapshots \\[[2-9]\\]",
                ON_AN_INSTANCE,
                onRequest(request -> request instanceof PutItemRequest put
                        ? put.toBuilder()
                                .conditionExpression(null)
                                .expressionAttributeNames(null)
                                .expressionAttributeValues(null)
                                .build()
                        : request));
    }

    @Test
    void findsAContainmentOfWhatNoFindingNames() throws Exception {
        assertFinds(
                "active true, policies 1 instead of active true, policies 0$",
                ON_A_KEY,
                onRequest(request -> request instanceof PutUserPolicyRequest put
                        ? put.toBuilder().userName("robot-bystander-0").build()
                        : request));
    }

    /** Without retries, who loses a race is given up; the first look takes the letters off the queue. */
    @Test
    void findsAnEventThatIsNeitherAnsweredNorKept() throws Exception {
        try (Load load = Load.of(aws, ON_BUCKETS, 1)) {
            Load.Run run = load.run(
                    1, Duration.ZERO, List.of(), set -> set.handling(AT_A_TIME).withoutRetries());

            assertThat(run.givenUp()).isNotEmpty();
            assertThat(load.violations(run.journal())).isEmpty();
            assertThat(load.violations(run.journal()))
                    .hasSameSizeAs(run.givenUp())
                    .allMatch(violation -> violation.endsWith(" is lost"));
        }
    }

    /** Who meets whom is up to the machine as well: each try is another chance. */
    private static void assertFinds(String violation, Mix mix, ExecutionInterceptor bug) throws InterruptedException {
        Pattern wanted = Pattern.compile(violation);
        List<String> found = new ArrayList<>();
        for (int seed = 1; seed <= TRIES && found.stream().noneMatch(wanted.asPredicate()); seed++) {
            found.addAll(violations(mix, seed, bug));
        }
        assertThat(found).anyMatch(wanted.asPredicate());
    }

    private static List<String> violations(Mix mix, int seed, ExecutionInterceptor bug) throws InterruptedException {
        try (Load load = Load.of(aws, mix, seed)) {
            Load.Run run = load.run(seed, Duration.ZERO, List.of(bug), set -> set.handling(AT_A_TIME));
            return load.violations(run.journal());
        }
    }

    private static ExecutionInterceptor onRequest(UnaryOperator<SdkRequest> change) {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return change.apply(context.request());
            }
        };
    }
}
