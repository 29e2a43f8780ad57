package dev.tourniquet.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import dev.tourniquet.text.PlainText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over the wire: from a message of the queue to an outcome on the bus, and the event in the ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeadLettersHandlerTest {
    private static final CaseId LETTER = DeadLetter.id("isolate-instance", Messages.ID);

    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    @AfterAll
    void end() {
        world.close();
    }

    private Kept kept(CaseId id) {
        return world.letters().find(id).orElseThrow();
    }

    private static SQSMessage failed() {
        return Messages.ofLambda(
                Messages.FUNCTION, Messages.finding(), "UnauthorizedOperation on ec2:DescribeInstances");
    }

    @Test
    void makesAnOutcomeOfAFindingThatAFunctionGaveUp() {
        assertThat(world.sort(failed())).isEmpty();

        JsonNode outcome = world.delivered().getFirst();
        assertThat(outcome.path("detail-type").asText()).isEqualTo("Containment Outcome");
        JsonNode report = outcome.path("detail");
        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("response").asText()).isEqualTo("isolate-instance");
        assertThat(report.path("willRetry").asBoolean(true)).isFalse();
        assertThat(report.path("target").asText()).startsWith("i-");
        assertThat(report.at("/finding/type").asText()).isEqualTo("Backdoor:EC2/C&CActivity.B");
        assertThat(report.at("/reasons/0").asText()).contains("RetriesExhausted", "UnauthorizedOperation");
        assertThat(report.at("/nextSteps/0").asText()).contains("tourniquet retry " + LETTER);
        assertThat(kept(LETTER).letter().told()).isTrue();
        assertThat(world.letters().waiting()).hasSize(1);
    }

    /** As Lambda gives it up, and as EventBridge does. */
    @Test
    void saysOfASelfTestThatTheFunctionMayNotContainAndHowToTestAgain() {
        String command = "{\"command\":\"self-test\"}";
        SQSMessage undelivered = Messages.ofRule(command, "NO_PERMISSIONS");
        undelivered.setMessageId("another");

        assertThat(world.sort(
                        Messages.ofInvocation(Messages.FUNCTION + ":live", command, "iam:GetRole is denied"),
                        undelivered))
                .isEmpty();

        assertThat(world.delivered())
                .hasSize(2)
                .extracting(outcome -> outcome.path("detail"))
                .allSatisfy(report -> {
                    assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
                    assertThat(report.path("response").asText()).isEqualTo("isolate-instance");
                    assertThat(report.at("/finding/type").asText()).startsWith("self-test");
                    assertThat(report.at("/residualRisks/0").asText()).contains("may contain nothing");
                    assertThat(report.at("/nextSteps/0").asText())
                            .contains(
                                    "tourniquet retry " + report.path("caseId").asText(), "by hand");
                })
                .anySatisfy(
                        report -> assertThat(report.at("/reasons/0").asText()).contains("iam:GetRole is denied"));
    }

    @Test
    void keepsTheEventAsTheFunctionWouldGetIt() {
        world.sort(Messages.ofRule(Messages.finding(), "NO_PERMISSIONS"));

        Kept kept = kept(LETTER);
        assertThat(kept.event()).isEqualTo(Messages.finding());
        assertThat(kept.letter().condition()).isEqualTo("NO_PERMISSIONS");
        assertThat(kept.letter().reason()).contains("30 retries", "not authorized");
        assertThat(kept.letter().failedAt()).hasToString("2025-11-14T18:16:05.568Z");
    }

    @Test
    void tellsOnceHoweverOftenTheMessageComes() {
        world.sort(failed());
        world.delivered();

        assertThat(world.sort(failed())).isEmpty();

        assertThat(world.delivered()).isEmpty();
    }

    /** Whatever call fails, before or after it took effect: nothing is lost, and the next delivery ends it. */
    @ParameterizedTest
    @CsvSource({
        "PutItem, 1, false",
        "PutItem, 1, true",
        "Query, 1, false",
        "PutEvents, 1, false",
        "PutEvents, 1, true",
        "PutItem, 2, false",
        "PutItem, 2, true"
    })
    void keepsTheMessageUntilAllIsOnRecord(String operation, int number, boolean afterwards) {
        world.fail(operation, number, afterwards);

        assertThat(world.sort(failed())).containsExactly(Messages.ID);
        int told = world.delivered().size();
        assertThat(world.sort(failed())).isEmpty();

        List<JsonNode> later = world.delivered();
        assertThat(told + later.size()).isBetween(1, 2);
        assertThat(kept(LETTER).letter().told()).isTrue();
    }

    @Test
    void saysTheSameWordForWordWhereItHasToSayItAgain() {
        world.fail("PutItem", 2, false);
        world.sort(failed());
        JsonNode first = world.delivered().getFirst().path("detail");

        world.sort(failed());

        assertThat(world.delivered().getFirst().path("detail")).isEqualTo(first);
    }

    @Test
    void keepsOnlyTheMessagesOfABatchThatFailed() {
        SQSMessage other = failed();
        other.setMessageId("another");
        world.fail("PutEvents", 1, false);

        assertThat(world.sort(failed(), other)).containsExactly(Messages.ID);

        assertThat(world.delivered()).hasSize(1);
    }

    /** Or a notification that fails would lead to a notification that fails. */
    @Test
    void putsWhatTheNotifierGaveUpOnRecordAndTellsNobodyByTheNotifier() {
        String notify = Messages.FUNCTION.replace("isolate-instance", "notify");

        assertThat(world.sort(Messages.ofLambda(notify, "{\"source\":\"tourniquet\"}", "not told")))
                .isEmpty();

        assertThat(world.delivered()).isEmpty();
        assertThat(kept(DeadLetter.id("notify", Messages.ID)).letter().told()).isTrue();
    }

    @Test
    void tellsNothingOfWhatSomebodyHasSentAgainMeanwhile() {
        world.fail("PutEvents", 1, false);
        world.sort(failed());
        Kept kept = kept(LETTER);
        DeadLetter waits = kept.letter();
        world.letters()
                .replace(
                        new DeadLetter(
                                waits.id(),
                                waits.version() + 1,
                                waits.function(),
                                waits.condition(),
                                waits.reason(),
                                waits.complete(),
                                waits.failedAt(),
                                false,
                                new DeadLetter.SentAgain("alice", waits.failedAt(), List.of("CONTAINED"))),
                        kept.event());

        assertThat(world.sort(failed())).isEmpty();

        assertThat(world.delivered()).isEmpty();
        assertThat(world.letters().waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "null",
                "{\"requestContext\":{},\"requestPayload\":null}",
                "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:x\"},\"requestPayload\":[1]}",
                "{\"a\":1,\"a\":2}",
                "\u202e\u0000<script>alert(1)</script>\u001b[2J",
                " "
            })
    void makesAnOutcomeOfWhateverSomebodyPutThere(String body) {
        assertThat(world.sort(Messages.of(body, Map.of()))).isEmpty();

        JsonNode report = world.delivered().getFirst().path("detail");
        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.at("/finding/source").asText()).isEqualTo("UNREAD");
        assertThat(report.path("reasons").valueStream().map(JsonNode::asText))
                .allSatisfy(reason -> assertThat(PlainText.of(reason)).isEqualTo(reason));
        assertThat(report.path("nextSteps").toString()).doesNotContain("tourniquet retry");
    }

    @Test
    void keepsTheBeginningOfWhatNoItemHolds() {
        world.sort(Messages.of("\u00e9".repeat(1_000_000), Map.of("TARGET_ARN", Messages.FUNCTION)));

        assertThat(kept(LETTER).letter().complete()).isFalse();
        assertThat(kept(LETTER).event()).startsWith("\u00e9\u00e9");
        assertThat(world.delivered().getFirst().at("/detail/nextSteps/1").asText())
                .contains("by hand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:210987654321:function:tourniquet-isolate-instance",
                "arn:aws:lambda:eu-west-1:123456789012:function:tourniquet-isolate-instance",
                "arn:aws:lambda:us-east-1:123456789012:function:somebody-elses",
                "arn:aws:sqs:us-east-1:123456789012:tourniquet-isolate-instance"
            })
    void sendsNothingToAFunctionThatIsNotOursHere(String arn) {
        world.sort(Messages.ofLambda(arn, Messages.finding(), "x"));

        assertThat(kept(DeadLetter.id("unknown", Messages.ID)).letter().told()).isTrue();
        assertThat(world.delivered().getFirst().at("/detail/nextSteps").toString())
                .doesNotContain("tourniquet retry");
    }

    @Test
    void takesNoMessagesForNone() {
        assertThat(world.sort((SQSMessage[]) null)).isEmpty();
    }

    @Test
    void takesHostileAttributesForText() {
        String evil = "\u001b[2J\n<b>".repeat(1_000);
        SQSMessage message = Messages.of(
                Messages.finding(), Map.of("TARGET_ARN", Messages.FUNCTION, "ERROR_CODE", evil, "ERROR_MESSAGE", evil));
        message.setMessageId("../" + evil);

        assertThat(world.sort(message)).isEmpty();

        JsonNode report = world.delivered().getFirst().path("detail");
        assertThat(report.path("caseId").asText()).matches("isolate-instance/dead-letters/[0-9a-f-]{36}/0");
        assertThat(report.at("/reasons/0").asText()).hasSizeLessThan(1_300);
    }
}
