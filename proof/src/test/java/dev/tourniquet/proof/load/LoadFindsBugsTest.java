package dev.tourniquet.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
        assertThat(violations(
                        ON_AN_INSTANCE,
                        onRequest(request -> request instanceof PutItemRequest put
                                ? put.toBuilder()
                                        .conditionExpression(null)
                                        .expressionAttributeNames(null)
                                        .expressionAttributeValues(null)
                                        .build()
                                : request)))
                .anyMatch(violation -> violation.matches(".*snapshots \\[[2-9]\\].*"));
    }

    @Test
    void findsAContainmentOfWhatNoFindingNames() throws Exception {
        assertThat(violations(
                        ON_A_KEY,
                        onRequest(request -> request instanceof PutUserPolicyRequest put
                                ? put.toBuilder().userName("robot-bystander-0").build()
                                : request)))
                .anyMatch(
                        violation -> violation.endsWith("active true, policies 1 instead of active true, policies 0"));
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

    private static List<String> violations(Mix mix, ExecutionInterceptor bug) throws InterruptedException {
        try (Load load = Load.of(aws, mix, 1)) {
            Load.Run run = load.run(1, Duration.ZERO, List.of(bug), set -> set.handling(AT_A_TIME));
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
