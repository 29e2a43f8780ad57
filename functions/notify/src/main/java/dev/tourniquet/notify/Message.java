package dev.tourniquet.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads, whatever the channel. Every text in it is {@link Harmless}; the channel escapes it for its own markup.
 *
 * @param band how severe, null where no finding is behind it
 * @param headline what happened and what is asked of the reader, in a few words
 * @param where account and Region
 * @param sections the parts, the most urgent first
 * @param commands what can be copied into a shell
 * @param link to the finding in the console, null where there is none
 * @param reference names what this is about, for the last line
 */
record Message(
        @Nullable Band band,
        String headline,
        String where,
        List<Section> sections,
        List<Command> commands,
        @Nullable String link,
        String reference) {

    Message {
        sections =
                sections.stream().filter(section -> !section.lines().isEmpty()).toList();
        commands = List.copyOf(commands);
    }

    /** Lines under a title. */
    record Section(String title, List<String> lines) {
        Section {
            lines = List.copyOf(lines);
        }
    }
}
