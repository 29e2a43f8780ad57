package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.plan.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves an interface from the all-open group back into quarantine: again on every kind of failure, until it is read back.
 *
 * @param interfaces by a client whose calls are short, so that a silent one does not use up the time for the others
 */
record Closing(NetworkInterfaces interfaces, QuarantineGroups quarantine, Pause pause, InstantSource clock) {
    /** After this no further attempt is begun. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final List<Duration> PAUSES = Stream.of(0, 100, 200, 400, 800, 1600, 3200, 6400)
            .map(Duration::ofMillis)
            .toList();

    /** @throws CallFailed where the interface may be open still */
    void close(String id, String vpcId, String closed) {
        Instant end = clock.instant().plus(LIMIT);
        String group = closed;
        RuntimeException last = null;
        for (Duration wait : PAUSES) {
            if (clock.instant().plus(wait).isAfter(end)) {
                break;
            }
            try {
                if (wait.isPositive()) {
                    pause.forDuration(wait);
                }
                interfaces.setGroups(id, List.of(group));
                if (isIn(id, group)) {
                    return;
                }
            } catch (RuntimeException failed) {
                last = failed;
                group = NetworkInterfaces.saysNoSuchGroup(failed) ? another(vpcId, group) : group;
            }
        }
        throw new CallFailed(
                ConnectionCut.MODIFY,
                id,
                "may be in the all-open group, " + why(last),
                CallFailed.Kind.RETRYABLE,
                last);
    }

    /** In place of {@code group}, which somebody deleted while no interface was in it. */
    private String another(String vpcId, String group) {
        try {
            // Who closes an interface has no time for what was passed over; the step that prepares the group tells.
            return quarantine.ensure(vpcId, false, _ -> {}).id();
        } catch (RuntimeException _) {
            return group;
        }
    }

    /** True as well where the interface is gone. */
    private boolean isIn(String id, String group) {
        return interfaces
                .find(id)
                .filter(found -> !NetworkInterfaces.groups(found.groups()).equals(List.of(group)))
                .isEmpty();
    }

    private static String why(@Nullable RuntimeException last) {
        return switch (last) {
            case null -> "read back and found otherwise";
            case CallFailed failed -> failed.code();
            case RuntimeException other -> other.getClass().getSimpleName();
        };
    }
}
