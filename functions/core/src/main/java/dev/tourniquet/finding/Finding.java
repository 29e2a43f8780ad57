package dev.tourniquet.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding, as far as containment needs it. Every string comes from outside and is bounded by the reader.
 *
 * @param source who found it
 * @param id the finding's id; GuardDuty sends a recurrence under the same id
 * @param arn by which the service knows the finding; empty where the event does not say
 * @param type for example {@code UnauthorizedAccess:EC2/TorClient}
 * @param severity on GuardDuty's scale of 1.0 to 10.0; Macie's Low, Medium and High count as 2, 5 and 8
 * @param accountId the affected account, which need not be the one whose bus delivered the event
 * @param region the Region of the finding
 * @param role the part that the resource plays
 * @param sample made by CreateSampleFindings: nothing in it exists
 * @param archived archived by a person or a rule
 * @param lastActivity when the activity was last seen; null where the finding does not say
 * @param count how often it was seen
 * @param title for people
 * @param targets what the finding is about; kinds that cannot be contained are {@link Target.Unsupported}
 * @param doubts why a person should look before anything is contained: fields that contradict each other, several actors
 */
public record Finding(
        Source source,
        String id,
        String arn,
        String type,
        double severity,
        String accountId,
        String region,
        ResourceRole role,
        boolean sample,
        boolean archived,
        @Nullable Instant lastActivity,
        long count,
        String title,
        List<Target> targets,
        List<String> doubts)
        implements Reading {

    /** A finding without doubts. */
    public Finding(
            Source source,
            String id,
            String arn,
            String type,
            double severity,
            String accountId,
            String region,
            ResourceRole role,
            boolean sample,
            boolean archived,
            @Nullable Instant lastActivity,
            long count,
            String title,
            List<Target> targets) {
        this(
                source,
                id,
                arn,
                type,
                severity,
                accountId,
                region,
                role,
                sample,
                archived,
                lastActivity,
                count,
                title,
                targets,
                List.of());
    }

    public Finding {
        requireNonNull(source, "source is null");
        requireNonNull(id, "id is null");
        requireNonNull(arn, "arn is null");
        requireNonNull(type, "type is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(role, "role is null");
        targets = List.copyOf(targets);
        doubts = List.copyOf(doubts);
    }
}
