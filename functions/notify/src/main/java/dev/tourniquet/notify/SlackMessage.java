package dev.tourniquet.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.notify.Message.Section;
import dev.tourniquet.text.PlainText;
import java.util.List;

/**
 * A message in Slack's Block Kit.
 *
 * <p>{@code &}, {@code <} and {@code >} are escaped, and {@code verbatim} keeps Slack from making links and mentions of text.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Limits of blocks</a>
 */
final class SlackMessage {
    /** Slack takes 150. */
    static final int LONGEST_HEADER = 149;

    /** Slack takes 3,000 a block; a message of all sections must stay below some 13,000. */
    static final int LONGEST_SECTION = 1500;

    private static final int MOST_LINES = 8;
    private static final int LONGEST_LINE = 250;

    private SlackMessage() {}

    static ObjectNode of(Message message) {
        String band = message.band() == null ? "" : "[" + message.band().word() + "] ";
        String headline = band + message.headline();
        ObjectNode payload = Json.MAPPER.createObjectNode();
        payload.put("text", escaped(headline + " (" + message.where() + ")"));
        payload.put("unfurl_links", false).put("unfurl_media", false);
        ArrayNode blocks = payload.putArray("blocks");
        blocks.addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", PlainText.bounded(headline.replaceAll("[&<>`]", "?"), LONGEST_HEADER))
                .put("emoji", false);
        message.sections().forEach(section -> section(blocks, section(section)));
        if (!message.commands().isEmpty()) {
            section(blocks, commands(message.commands()));
        }
        ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
        text(context.addObject(), last(message));
        return payload;
    }

    private static String section(Section section) {
        StringBuilder text = new StringBuilder("*" + section.title() + "*");
        int shown = 0;
        for (String line : section.lines()) {
            String next = "\n• " + escaped(Harmless.text(line, LONGEST_LINE));
            if (shown == MOST_LINES || text.length() + next.length() > LONGEST_SECTION) {
                text.append("\n• and ").append(section.lines().size() - shown).append(" more lines: see the report");
                break;
            }
            text.append(next);
            shown++;
        }
        return text.toString();
    }

    private static String commands(List<Command> commands) {
        StringBuilder text = new StringBuilder("*Commands*");
        commands.forEach(command -> text.append('\n')
                .append(escaped(command.purpose()))
                .append(":\n```")
                .append(escaped(command.line()))
                .append("```"));
        return text.toString();
    }

    private static String last(Message message) {
        String about = escaped(message.where() + " | " + message.reference());
        // The link has only characters of its form, none of which Slack takes for the end of one.
        return message.link() == null ? about : "<" + message.link() + "|The finding in the console> | " + about;
    }

    private static void section(ArrayNode blocks, String text) {
        text(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static void text(ObjectNode object, String text) {
        object.put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    /** Marks of style, which Slack knows no escape for, give way to characters that look like them. */
    static String escaped(String text) {
        return text.replace('`', '\'')
                .replace('*', '\u2217')
                .replace('~', '\u223c')
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
