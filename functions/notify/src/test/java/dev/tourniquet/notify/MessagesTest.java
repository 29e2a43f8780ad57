package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.Report;
import dev.tourniquet.finding.Source;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person gets, word by word, in src/test/resources. Run with {@code -Dmessages.write=true} to write the files anew, and
 * read them.
 */
final class MessagesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "messages");

    static Stream<Arguments> announcements() {
        return Stream.concat(
                Stream.of(Outcome.Kind.values())
                        .map(kind -> Arguments.of(
                                kind.name().toLowerCase(java.util.Locale.ROOT), Reports.event(Reports.of(kind)))),
                Stream.of(
                        Arguments.of(
                                "failed-trying-again",
                                Reports.event(Reports.retrying(Reports.of(Outcome.Kind.FAILED)))),
                        Arguments.of("released", Reports.event(Reports.release(true))),
                        Arguments.of("release-incomplete", Reports.event(Reports.release(false))),
                        Arguments.of("paused", Reports.thrown("pause", true)),
                        Arguments.of("resumed", Reports.thrown("pause", false)),
                        Arguments.of("dry-run-switched", Reports.thrown("dry-run", true)),
                        Arguments.of("limit", Reports.limit()),
                        Arguments.of(
                                "hostile",
                                Reports.event(Reports.with("<!channel> *x* `rm` http://evil.example & \u202e\r\n", 2))),
                        Arguments.of(
                                "huge", Reports.event(Reports.with("arn:aws:ec2:us-east-1:123456789012:x/", 300)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("announcements")
    void readAsReviewed(String name, String event) throws IOException {
        Message message = Wording.of(Reports.announcement(event).said(), 3);

        same(name + ".mail.txt", "Subject: " + EmailChannel.subject(message) + "\n\n" + EmailChannel.body(message));
        same(name + ".slack.json", pretty(message) + "\n");
    }

    /** An attacker has a say in it. */
    @ParameterizedTest
    @EnumSource
    void leaveTheFindingsTitleOut(Outcome.Kind kind) throws JsonProcessingException {
        Message message = Wording.of(new Announced.Outcome(Reports.of(kind)), 0);

        assertThat(EmailChannel.subject(message) + EmailChannel.body(message) + pretty(message))
                .contains("i-0aba0c7fd897b99bf")
                .doesNotContain("is communicating with", "evil.example.com");
    }

    /** What others wrote becomes no link, no mention, no markup and no header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "<@U123>",
                "<http://evil.example|Release>",
                "http://evil.example",
                "WWW.evil.example",
                "\r\nBcc: x@evil.example",
                "```\u202e&lt;!here&gt;",
                "isolate-instance/http://evil.example/1",
                "isolate-instance/www.evil.example/1",
                "isolate-instance/i-1 && reboot/1",
                "--plan/x/1",
                "$(reboot)",
                "'; reboot; '"
            })
    void takeNothingOfOthersForMarkupOrCommands(String evil) throws JsonProcessingException {
        Message message = Wording.of(new Announced.Outcome(Reports.with(evil, 3)), 0);
        String mail = EmailChannel.subject(message) + "\n" + EmailChannel.body(message);
        String slack = pretty(message);

        assertThat(mail).doesNotContain("http://", "\r", "\nBcc", "\u202e").doesNotContainIgnoringCase("www.evil");
        assertThat(slack).doesNotContain("<", "http://", "```", "\u202e").doesNotContainIgnoringCase("www.evil");
        assertThat(message.commands()).isEmpty();
        assertThat(message.link()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "<", "x", "\ud83d\ude00", "http://", "`"})
    void fitWhateverIsInThem(String text) throws JsonProcessingException {
        Message message = Wording.of(new Announced.Outcome(Reports.with(text.repeat(500), 300)), 9);

        assertThat(EmailChannel.subject(message)).hasSizeLessThan(100);
        assertThat(EmailChannel.body(message)).hasSizeLessThan(40_000);
        JsonNode payload = SlackMessage.of(message);
        assertThat(payload.path("blocks")).hasSizeLessThan(50);
        assertThat(payload.toString()).hasSizeLessThan(13_000);
        assertThat(payload.path("blocks"))
                .allSatisfy(block ->
                        assertThat(block.at("/text/text").asText().length()).isLessThan(3000));
        assertThat(payload.at("/blocks/0/text/text").asText()).hasSizeLessThan(151);
        assertThat(SecurityHubChannel.note(Reports.with(text.repeat(500), 300))).hasSizeLessThanOrEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, https://console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?search=id%3D",
        "cn-north-1, https://console.amazonaws.cn/guardduty/home?region=cn-north-1#/findings?search=id%3D",
        "us-gov-west-1, https://console.amazonaws-us-gov.com/guardduty/home?region=us-gov-west-1#/findings?search=id%3D"
    })
    void leadToTheConsoleOfThePartition(String region, String link) {
        Report.FindingInShort finding =
                new Report.FindingInShort(Source.GUARDDUTY, Reports.ID, "", "type", 8, "title", region);

        assertThat(ConsoleLink.to(finding)).contains(link + Reports.ID);
    }

    @ParameterizedTest
    @CsvSource({"1, Low", "3.9, Low", "4, Medium", "6.9, Medium", "7, High", "8.9, High", "9, Critical", "10, Critical"
    })
    void sayHowGraveItIs(double severity, String band) {
        assertThat(Band.of(severity).word()).isEqualTo(band);
    }

    private static String pretty(Message message) throws JsonProcessingException {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(SlackMessage.of(message));
    }

    private static void same(String file, String text) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("messages.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, text);
        }
        assertThat(text).isEqualTo(Files.readString(path));
    }
}
