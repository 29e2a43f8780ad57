package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.notify.Stub.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook: whose it is, and that nobody reads it. */
final class SlackTest extends InWorld {
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

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
