package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Report;
import dev.tourniquet.json.Json;
import dev.tourniquet.notify.Stub.Answer;
import dev.tourniquet.runtime.DynamoLedger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Announcements to all channels, each by itself. */
final class NotifyHandlerTest extends InWorld {
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
