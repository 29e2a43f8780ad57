package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
