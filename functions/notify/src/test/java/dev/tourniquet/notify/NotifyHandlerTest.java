package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.engine.Report;
import dev.tourniquet.json.Json;
import dev.tourniquet.notify.Stub.Answer;
import dev.tourniquet.runtime.DynamoLedger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sns.model.PublishRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NotifyHandlerTest {
    private static final String CONTAINED = Reports.event(Reports.of(Kind.CONTAINED));
    private static final String NEW = finding("NEW", null);

    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
        world.stub.findings = NEW;
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void tellsInEveryChannel() {
        assertThat(invoke(CONTAINED))
                .isEqualTo(
                        Json.read("{\"email\":\"told\",\"security-hub\":\"told\",\"slack\":\"told\"}", JsonNode.class));

        assertThat(world.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.path("Subject").asText())
                    .isEqualTo("[High] Contained: i-0aba0c7fd897b99bf (account 123456789012, us-east-1)");
            assertThat(mail.path("Message").asText()).contains("WHAT STAYS OPEN", "tourniquet release " + Reports.CASE);
            assertThat(mail.at("/MessageAttributes/outcome/Value").asText()).isEqualTo("CONTAINED");
        });
        assertThat(world.stub.seen("/services/")).singleElement().satisfies(post -> {
            assertThat(post.method()).isEqualTo("POST");
            assertThat(post.path()).isEqualTo("/services/T0001/B0001/s3cr3tT0ken");
            assertThat(Json.read(post.body(), JsonNode.class).path("blocks").size())
                    .isPositive();
        });
        JsonNode update = update();
        assertThat(update.at("/FindingIdentifiers/0/Id").asText()).isEqualTo(Reports.ARN);
        assertThat(update.at("/FindingIdentifiers/0/ProductArn").asText())
                .isEqualTo("arn:aws:securityhub:us-east-1::product/aws/guardduty");
        assertThat(update.at("/Workflow/Status").asText()).isEqualTo("NOTIFIED");
        assertThat(update.at("/Note/UpdatedBy").asText()).isEqualTo("tourniquet");
        assertThat(update.at("/Note/Text").asText())
                .contains("CONTAINED i-0aba0c7fd897b99bf", Reports.CASE)
                .hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void tellsNothingTwiceWhereTheEventComesTwiceOrTheOutcomeIsPublishedAgain() {
        invoke(CONTAINED);
        ObjectNode again = (ObjectNode) Json.read(CONTAINED, JsonNode.class);
        again.put("id", "another-event-id").put("time", "2026-11-26T04:00:00Z");

        assertThat(world.invoke(world.function(), Json.write(again), "other").toString())
                .isEqualTo("{\"email\":\"counted\",\"security-hub\":\"counted\",\"slack\":\"counted\"}");
        assertThat(world.mails()).hasSize(1);
        assertThat(world.stub.seen("/services/")).hasSize(1);
        assertThat(world.stub.seen("/findings/batchupdate")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 429, 500, 503, 302})
    void oneChannelThatFailsDoesNotTellTheOthersTwiceOnRetry(int status) {
        world.stub.slack.addAll(List.of(new Answer(status, "no"), new Answer(status, "no")));
        NotifyHandler function = world.function();
        String event = CONTAINED;

        assertThatThrownBy(() -> world.invoke(function, event, "first"))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("slack: Slack answered HTTP " + status);
        world.stub.slack.clear();

        assertThat(world.invoke(function, event, "first").toString())
                .isEqualTo("{\"email\":\"counted\",\"security-hub\":\"counted\",\"slack\":\"told\"}");
        assertThat(world.mails()).hasSize(1);
        assertThat(world.stub.seen("/findings/batchupdate")).hasSize(1);
    }

    @Test
    void aMailThatFailsKeepsNothingElseFromBeingTold() {
        world.between.add(new LostAnswers(PublishRequest.class, false));

        assertThatThrownBy(() -> invoke(CONTAINED))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("email: sns:Publish");
        assertThat(world.stub.seen("/services/")).hasSize(1);
        assertThat(world.stub.seen("/findings/batchupdate")).hasSize(1);

        world.between.clear();
        invoke(CONTAINED);
        assertThat(world.mails()).hasSize(1);
        assertThat(world.stub.seen("/services/")).hasSize(1);
    }

    /** Nobody knows that it was sent. A person hears of it again rather than never. */
    @Test
    void aMailWhoseAnswerIsLostIsSentAgain() {
        world.between.add(new LostAnswers(PublishRequest.class, true));
        assertThatThrownBy(() -> invoke(CONTAINED)).isInstanceOf(NotDelivered.class);
        world.between.clear();
        int before = world.mails().size();
        assertThat(before).isPositive();

        assertThat(invoke(CONTAINED).path("email").asText()).isEqualTo("told");
    }

    @Test
    void takesANewWebhookAfterTheOldOneIsRefused() {
        NotifyHandler warm = world.function();
        world.invoke(warm, CONTAINED, "first");
        world.setWebhook(World.OTHER_WEBHOOK);
        world.stub.slack.add(new Answer(404, "no_service"));

        world.invoke(warm, Reports.event(Reports.at(Reports.of(Kind.FAILED), Reports.NIGHT.plusSeconds(9))), "second");

        assertThat(world.stub.seen("/services/").stream().map(Stub.Seen::path))
                .containsExactly(
                        "/services/T0001/B0001/s3cr3tT0ken",
                        "/services/T0001/B0001/s3cr3tT0ken",
                        "/services/T0001/B0001/an0therT0ken");
    }

    @Test
    void takesTheWebhookOutOfAJsonSecret() {
        world.setWebhook("{\"url\":\"" + World.WEBHOOK + "\"}");

        invoke(CONTAINED);

        assertThat(world.stub.seen("/services/")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/services/T0001/B0001/s3cr3tT0ken",
                "https://hooks.slack.com.evil.example/services/T0001/B0001/s3cr3tT0ken",
                "https://evil.example/services/T0001/B0001/s3cr3tT0ken",
                "https://hooks.slack.com@evil.example/services/T0001/B0001/s3cr3tT0ken",
                "https://hooks.slack.com/services/T0001/B0001/s3cr3tT0ken?x=y",
                "https://hooks.slack.com/services/../api/s3cr3tT0ken",
                "{\"url\":\"https://evil.example/s3cr3tT0ken",
                "s3cr3tT0ken"
            })
    void sendsNothingToAnAddressThatIsNoWebhookOfSlackAndDoesNotQuoteIt(String address) {
        world.setWebhook(address);

        assertThatThrownBy(() -> invoke(CONTAINED))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("holds no address of an incoming webhook")
                .satisfies(e -> assertThat(printed(e)).doesNotContain("s3cr3tT0ken"));
        assertThat(world.stub.seen("/services/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500})
    void neverSaysTheWebhook(int status) {
        world.stub.slack.addAll(List.of(new Answer(status, "no"), new Answer(status, "no")));

        assertThatThrownBy(() -> invoke(CONTAINED))
                .satisfies(e -> assertThat(printed(e)).doesNotContain("s3cr3tT0ken"));
        assertThat(world.log()).doesNotContain("s3cr3tT0ken");
        assertThat(world.items().toString()).doesNotContain("s3cr3tT0ken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESOLVED", "SUPPRESSED"})
    void doesNotMoveAFindingBackThatAPersonHasDecided(String status) {
        world.stub.findings = finding(status, null);
        invoke(CONTAINED);

        assertThat(update().has("Workflow")).isFalse();
        assertThat(update().path("Note").path("Text").asText()).isNotEmpty();
    }

    @Test
    void doesNotWriteOverTheNoteOfAPerson() {
        world.stub.findings = finding("NEW", "alice");
        invoke(CONTAINED);

        assertThat(update().has("Note")).isFalse();
        assertThat(update().at("/Workflow/Status").asText()).isEqualTo("NOTIFIED");
    }

    @Test
    void leavesAFindingAloneThatAPersonHasDecidedAndAnnotated() {
        world.stub.findings = finding("RESOLVED", "alice");
        invoke(CONTAINED);

        assertThat(world.stub.seen("/findings/batchupdate")).isEmpty();
    }

    @Test
    void writesOverItsOwnNote() {
        world.stub.findings = finding("NOTIFIED", "tourniquet");
        invoke(CONTAINED);

        assertThat(update().at("/Note/Text").asText()).contains("CONTAINED");
    }

    @Test
    void aFindingThatIsNotInSecurityHubYetIsTriedAgain() {
        world.stub.findings = "{\"Findings\":[]}";
        assertThatThrownBy(() -> invoke(CONTAINED)).hasMessageContaining("is not in Security Hub, or not yet");

        world.stub.findings = NEW;
        assertThat(invoke(CONTAINED).path("security-hub").asText()).isEqualTo("told");
        assertThat(world.mails()).hasSize(1);
    }

    @Test
    void anUpdateThatIsNotProcessedIsAFailure() {
        world.stub.updates.add(new Answer(
                200,
                "{\"ProcessedFindings\":[],\"UnprocessedFindings\":[{\"FindingIdentifier\":{\"Id\":\"x\",\"ProductArn\":\"y\"},"
                        + "\"ErrorCode\":\"ConcurrentUpdateError\",\"ErrorMessage\":\"<b>\"}]}"));

        assertThatThrownBy(() -> invoke(CONTAINED))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("ConcurrentUpdateError");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aThrottledUpdateIsTriedAgainAtOnce(int status) {
        world.stub.updates.add(new Answer(status, "{\"__type\":\"TooManyRequestsException\"}"));

        assertThat(invoke(CONTAINED).path("security-hub").asText()).isEqualTo("told");
        assertThat(world.stub.seen("/findings/batchupdate"))
                .hasSize(2)
                .allMatch(seen -> seen.method().equals("PATCH"));
    }

    @Test
    void updatesNoFindingOfAnotherAccountOrRegionOrForm() {
        for (String arn : List.of(
                "",
                Reports.ARN.replace("123456789012", "210987654321"),
                Reports.ARN.replace("us-east-1", "eu-west-1"),
                Reports.ARN.replace("arn:aws:", "arn:aws-cn:"),
                Reports.ARN + "/x")) {
            ObjectNode event = (ObjectNode) Json.read(CONTAINED, JsonNode.class);
            ((ObjectNode) event.at("/detail/finding")).put("arn", arn);

            assertThat(invoke(Json.write(event)).has("security-hub")).isFalse();
        }
        assertThat(world.stub.seen("/findings")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ALREADY_CONTAINED", "NOTHING_TO_DO", "SKIPPED"})
    void saysNothingOfOutcomesThatNobodyWantsToHearOf(Kind outcome) {
        assertThat(invoke(Reports.event(Reports.of(outcome)))).isEmpty();
        assertThat(world.items()).isEmpty();
    }

    @Test
    void saysNothingOfALowerSeverityThanIsAskedFor() {
        assertThat(invoke(Reports.event(Reports.ofSeverity(Reports.of(Kind.FAILED), 3.9))))
                .isEmpty();
        assertThat(invoke(Reports.event(Reports.ofSeverity(Reports.of(Kind.FAILED), 4))))
                .isNotEmpty();
    }

    @Test
    void tellsReleasesSwitchesAndLimitsAlways() {
        for (String event :
                List.of(Reports.event(Reports.release(true)), Reports.thrown("pause", true), Reports.limit())) {
            assertThat(invoke(event).toString()).isEqualTo("{\"email\":\"told\",\"slack\":\"told\"}");
        }
    }

    @Test
    void tellsPeopleByMailOnlyWhereNothingElseIsAskedFor() {
        world.environment.remove("TOURNIQUET_SLACK_SECRET");
        world.environment.put("TOURNIQUET_SECURITY_HUB", "false");

        assertThat(invoke(CONTAINED).toString()).isEqualTo("{\"email\":\"told\"}");
        assertThat(world.stub.seen).isEmpty();
    }

    @Test
    void takesADeadLetterAsItLies() {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.putObject("requestContext")
                .put("functionArn", "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-notify:$LATEST");
        record.set("requestPayload", Json.read(CONTAINED, JsonNode.class));

        assertThat(invoke(Json.write(record)).path("email").asText()).isEqualTo("told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{}}",
                "{\"source\":\"aws.securityhub\",\"detail-type\":\"Security Hub Findings - Imported\",\"detail\":{}}",
                "{\"source\":\"tourniquet\",\"detail-type\":\"Containment Outcome\",\"detail\":{\"outcome\":\"NEW_KIND\"}}",
                "{\"source\":\"tourniquet\",\"detail-type\":\"Containment Switch\",\"detail\":{}}"
            })
    void whatIsNoAnnouncementIsAnErrorAndTellsNobody(String event) {
        assertThatThrownBy(() -> invoke(event)).isInstanceOf(IllegalArgumentException.class);
        assertThat(world.items()).isEmpty();
    }

    @Test
    void keepsItsRecordsOutOfTheWayOfCases() {
        invoke(CONTAINED);

        assertThat(world.items()).hasSize(3).allSatisfy(item -> {
            assertThat(item.get("pk").s()).startsWith("notify/");
            assertThat(item).doesNotContainKeys("outbox", "document");
            assertThat(Long.parseLong(item.get("forgetAfter").n())).isGreaterThan(Reports.NIGHT.getEpochSecond());
        });
        assertThat(new DynamoLedger(world.dynamo(), "tourniquet-ledger").unpublished(10))
                .isEmpty();
    }

    @Test
    void countsWhatItSendsInTheLog() {
        invoke(CONTAINED);

        assertThat(world.log().lines().map(line -> Json.read(line, JsonNode.class)))
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.path("kind").asText()).isEqualTo("notification");
                    assertThat(line.path("NotificationsSent").asInt()).isEqualTo(1);
                    assertThat(line.path("Response").asText()).isEqualTo("notify");
                });
    }

    @Test
    void aHostileOrHugeReportFitsAndBreaksNothing() {
        for (String text :
                List.of("x\r\nBcc: a@b.c\u202e\u0000<!channel>", "&".repeat(2000), "\ud83d\ude00".repeat(900), "")) {
            Report report = Reports.with(text, 300);
            assertThat(invoke(Reports.event(report)).path("email").asText()).isEqualTo("told");
        }
        assertThat(world.mails()).hasSize(4).allSatisfy(mail -> {
            assertThat(mail.path("Subject").asText()).matches("[ -~]{1,99}");
            assertThat(mail.path("Message").asText().length()).isLessThan(40_000);
        });
    }

    private JsonNode invoke(String event) {
        return world.invoke(world.function(), event, "invocation-" + System.nanoTime());
    }

    private JsonNode update() {
        return Json.read(world.stub.seen("/findings/batchupdate").getFirst().body(), JsonNode.class);
    }

    private static String finding(String status, String annotatedBy) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        ObjectNode finding = all.putArray("Findings").addObject();
        finding.put("Id", Reports.ARN).putObject("Workflow").put("Status", status);
        if (annotatedBy != null) {
            finding.putObject("Note").put("Text", "mine").put("UpdatedBy", annotatedBy);
        }
        return Json.write(all);
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** The network fails, before the call is made or when it was. */
    private record LostAnswers(Class<?> request, boolean made) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (!made && request.isInstance(context.request())) {
                throw SdkClientException.create("unreachable");
            }
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            if (made && request.isInstance(context.request())) {
                throw SdkClientException.create("timed out");
            }
        }
    }
}
