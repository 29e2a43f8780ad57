package dev.tourniquet.replay.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.CommandLineRun;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetterItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** From a dead letter in the ledger to its event being handled, in the terminal. */
final class DeadLetterSessionTest {
    private static final String EVENT = "events-samples/guardduty/Policy-S3-BucketPublicAccessGranted.json";

    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void listsShowsAndHandlesItOnce() throws IOException {
        run(0, "replay --quiet " + EVENT);
        assertThat(run(0, "cases --dead-letters")).contains("no dead letters wait");
        String letter = keep("block-public-access", "4711", Files.readString(Path.of(EVENT)));

        assertThat(run(0, "cases --dead-letters")).contains(letter, "RetriesExhausted: denied", "ago");
        assertThat(run(0, "cases --dead-letters --json")).contains("\"condition\":\"RetriesExhausted\"");
        assertThat(run(0, "cases show " + letter))
                .contains("tourniquet retry " + letter, "tourniquet-block-public-access");
        assertThat(run(0, "cases show " + letter + " --event")).contains("Policy:S3/BucketPublicAccessGranted");
        assertThat(run(2, "release " + letter + " --reason x --yes")).contains("is a dead letter");
        assertThat(run(0, "retry " + letter + " --yes")).contains("ALREADY_CONTAINED");

        assertThat(run(5, "retry " + letter + " --yes")).contains("was sent again", "ALREADY_CONTAINED");
        assertThat(run(0, "cases show " + letter)).contains("Sent again");
        assertThat(run(0, "cases --dead-letters")).contains("no dead letters wait");
    }

    @Test
    void saysWhatCannotBeSentAgainFromHere() {
        run(0, "replay --quiet " + EVENT);
        String letter = keep("notify", "4712", "{\"source\":\"tourniquet\",\"evil\":\"\u001b[2J\u202e\"}");

        assertThat(run(0, "cases show " + letter)).contains("cannot be sent again from here");
        assertThat(run(0, "cases show " + letter + " --event"))
                .contains("tourniquet")
                .doesNotContain("\u001b", "\u202e");
        assertThat(run(5, "retry " + letter + " --yes")).contains("is no finding");
        assertThat(run(4, "retry block-public-access/dead-letters/9/0 --yes")).contains("there is no dead letter");
    }

    private static String keep(String module, String message, String event) {
        DeadLetter letter = new DeadLetter(
                DeadLetter.id(module, message),
                1,
                "tourniquet-" + module,
                "RetriesExhausted",
                "denied",
                true,
                Instant.now(),
                true,
                null);
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder())) {
            new DeadLetterItems(dynamo, "tourniquet-ledger").create(letter, event);
        }
        return letter.id().toString();
    }

    private static String run(int exitCode, String line) {
        return new CommandLineRun(aws).run(exitCode, line);
    }
}
