package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.engine.CallWatch.Seen;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.CallFailed;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class WatchedCallsTest {
    private static LocalAws local;

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static Aws to(String endpoint) {
        return Aws.of(
                Map.of(
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        LocalAws.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        LocalAws.SECRET_ACCESS_KEY,
                        "AWS_ENDPOINT_URL",
                        endpoint),
                Medium.WITHOUT_WAITING);
    }

    private static String describe(DynamoDbClient dynamo) {
        try {
            return dynamo.describeTable(request -> request.tableName("none")).toString();
        } catch (DynamoDbException notThere) {
            return "not there";
        }
    }

    @Test
    void takesForAnsweredThatThereIsNoSuchThing() {
        Aws aws = to(local.endpoint().toString());
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());

        Seen<String> seen = aws.watch().during(() -> describe(dynamo) + dynamo.listTables());

        assertThat(seen.result()).startsWith("not there");
        assertThat(seen.answered()).containsExactly("dynamodb:DescribeTable", "dynamodb:ListTables");
        assertThat(seen.failed()).isEmpty();
    }

    @Test
    void seesACallWithoutAnAnswerThatNobodyElseMinds() {
        Aws aws = to("http://127.0.0.1:1");
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());

        Seen<String> seen = aws.watch().during(() -> {
            try {
                return dynamo.listTables().toString();
            } catch (RuntimeException unminded) {
                return "done without";
            }
        });

        assertThat(seen.answered()).isEmpty();
        assertThat(seen.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.action()).isEqualTo("dynamodb:ListTables");
            assertThat(failed.kind()).isEqualTo(CallFailed.Kind.RETRYABLE);
        });
    }

    @Test
    void seesOnlyWhatIsCalledMeanwhile() {
        Aws aws = to(local.endpoint().toString());
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        dynamo.listTables();

        assertThat(aws.watch().during(() -> "nothing").answered()).isEmpty();
        assertThatThrownBy(() -> aws.watch().during(() -> {
                    throw new IllegalStateException("of the work");
                }))
                .hasMessage("of the work");
        dynamo.listTables();
        assertThat(aws.watch().during(() -> describe(dynamo)).answered()).containsExactly("dynamodb:DescribeTable");
    }
}
