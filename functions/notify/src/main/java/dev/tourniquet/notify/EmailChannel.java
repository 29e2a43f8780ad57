package dev.tourniquet.notify;

import dev.tourniquet.notify.Message.Section;
import dev.tourniquet.runtime.Calls;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Plain text to the topic, which sends it as an e-mail. The attributes {@code response}, {@code kind}, {@code outcome} and
 * {@code severity} are there for the filter policies of other subscribers.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Limits of subject and message</a>
 */
final class EmailChannel implements Channel {
    /** SNS takes less than 100 characters. */
    static final int LONGEST_SUBJECT = 99;

    private final SnsClient sns;
    private final String topic;

    EmailChannel(SnsClient sns, String topic) {
        this.sns = sns;
        this.topic = topic;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Optional<Grouping> groupingOf(Announcement announcement) {
        return Optional.of(Grouping.forPeople(announcement));
    }

    @Override
    public void tell(Announcement announcement, int untold) {
        Message message = Wording.of(announcement.said(), untold);
        Calls.call(
                "sns:Publish",
                topic,
                () -> sns.publish(request -> request.topicArn(topic)
                        .subject(subject(message))
                        .message(body(message))
                        .messageAttributes(attributes(announcement.said()))));
    }

    static String subject(Message message) {
        String band = message.band() == null ? "" : "[" + message.band().word() + "] ";
        // What a mail program shows as a line must be one, and SNS wants ASCII.
        String text = (band + message.headline() + " (" + message.where() + ")").replaceAll("[^ -~]", "?");
        return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    static String body(Message message) {
        StringBuilder body = new StringBuilder();
        body.append(message.headline()).append('\n');
        String where = message.where();
        body.append(Character.toUpperCase(where.charAt(0)))
                .append(where.substring(1))
                .append('\n');
        message.sections().forEach(section -> append(body, section));
        if (!message.commands().isEmpty()) {
            body.append("\nCOMMANDS\n");
            message.commands()
                    .forEach(command -> body.append(command.purpose())
                            .append(":\n    ")
                            .append(command.line())
                            .append('\n'));
        }
        appendLast(body, message.link(), message.reference());
        return body.toString();
    }

    private static void append(StringBuilder body, Section section) {
        body.append('\n').append(section.title().toUpperCase(Locale.ROOT)).append('\n');
        section.lines().forEach(line -> body.append("- ").append(line).append('\n'));
    }

    private static void appendLast(StringBuilder body, @Nullable String link, String reference) {
        body.append('\n');
        if (link != null) {
            body.append("The finding: ").append(link).append('\n');
        }
        body.append(reference).append('\n');
    }

    private static Map<String, MessageAttributeValue> attributes(Announced said) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        switch (said) {
            case Announced.Outcome(var report) -> {
                attributes.put("kind", attribute("String", "outcome"));
                attributes.put("response", attribute("String", report.response()));
                attributes.put("outcome", attribute("String", report.outcome().name()));
                attributes.put(
                        "severity",
                        attribute("Number", String.valueOf(report.finding().severity())));
            }
            case Announced.Release _ -> attributes.put("kind", attribute("String", "release"));
            case Announced.Switch _ -> attributes.put("kind", attribute("String", "switch"));
            case Announced.Limit _ -> attributes.put("kind", attribute("String", "limit"));
        }
        return attributes;
    }

    /** A value that is empty, or holds what XML does not allow, would have the message refused. */
    private static MessageAttributeValue attribute(String type, String value) {
        String plain = value.replaceAll("[^ -~]", "?");
        return MessageAttributeValue.builder()
                .dataType(type)
                .stringValue(plain.isEmpty() ? "-" : plain)
                .build();
    }
}
