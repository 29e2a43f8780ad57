package dev.tourniquet.notify;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.JsonJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells an announcement in every channel. A channel that fails keeps no other from telling. */
final class Notifier {
    private final Policy policy;
    private final List<Channel> channels;
    private final Conversations conversations;
    private final JsonJournal journal;

    Notifier(Policy policy, List<Channel> channels, Conversations conversations, JsonJournal journal) {
        this.policy = policy;
        this.channels = List.copyOf(channels);
        this.conversations = conversations;
        this.journal = journal;
    }

    /**
     * Tells.
     *
     * @param worker the id of the invocation
     * @return what became of it, by channel; empty where nobody wants to hear of it
     * @throws NotDelivered after all channels were tried, where one failed
     */
    Map<String, String> tell(Announcement announcement, String worker) {
        Map<String, String> results = new TreeMap<>();
        if (!policy.wants(announcement.said())) {
            return results;
        }
        List<String> failures = new ArrayList<>();
        for (Channel channel : channels) {
            Optional<Grouping> grouping = channel.groupingOf(announcement);
            if (grouping.isEmpty()) {
                continue;
            }
            try {
                boolean told = conversations.take(channel, announcement, grouping.get(), worker);
                journal.notified(
                        channel.name(), announcement.id(), grouping.get().key(), told);
                results.put(channel.name(), told ? "told" : "counted");
            } catch (RuntimeException e) {
                failures.add(channel.name() + ": " + reason(e));
            }
        }
        if (!failures.isEmpty()) {
            String why =
                    "announcement " + announcement.id() + " was not told everywhere: " + String.join("; ", failures);
            journal.trouble(why);
            throw new NotDelivered(why);
        }
        return results;
    }

    /** Other messages may quote the address that was called. */
    private static String reason(RuntimeException e) {
        return e instanceof NotDelivered || e instanceof CallFailed
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }
}
