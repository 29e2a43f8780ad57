package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.plan.CallFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the connections that an interface had when it was quarantined: moves it into a group that lets everything through,
 * and straight back. In theory a flow that such a group allows in both directions is not tracked, and what is not tracked
 * ends with the rule that allowed it, whereas a tracked flow outlives the rule. AWS contradicts itself: its incident response
 * guidance recommends this very sequence, its page on connection tracking says that a flow that was tracked once stays
 * tracked until it ends or times out. What this does to open flows is <b>not verified on AWS</b>.
 *
 * <p>The order of side effects, for each interface on its own: it is in the quarantine group before this class is called, so
 * that it is closed whatever happens later; then it is opened, and closed again in any case. A time-out of the opening call
 * counts as opened. Closing is tried again on every kind of failure until it is read back. Only the end of the process
 * between the two calls leaves an interface open: the next delivery begins with closing it, and does not open it again.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">Connection tracking</a>
 */
final class ConnectionCut {
    private static final String MODIFY = "ec2:ModifyNetworkInterfaceAttribute";

    /** About 13 seconds, beside the retries of the SDK. */
    private static final List<Duration> PAUSES = Stream.of(0, 100, 200, 400, 800, 1600, 3200, 6400)
            .map(Duration::ofMillis)
            .toList();

    private final boolean wanted;
    private final NetworkInterfaces interfaces;
    private final QuarantineGroups quarantine;
    private final ConnectionCutGroups allOpen;
    private final Pause pause;

    ConnectionCut(
            boolean wanted,
            NetworkInterfaces interfaces,
            QuarantineGroups quarantine,
            ConnectionCutGroups allOpen,
            Pause pause) {
        this.wanted = wanted;
        this.interfaces = interfaces;
        this.quarantine = quarantine;
        this.allOpen = allOpen;
        this.pause = pause;
    }

    /**
     * Cuts the connections of an interface that has just been moved from {@code before} into {@code closed}.
     *
     * @return why they were not cut, or perhaps not; nothing where they were, or were not to be
     * @throws CallFailed where the interface may be open
     */
    Optional<String> cut(String id, String vpcId, List<String> before, String closed) {
        if (!wanted) {
            return Optional.empty();
        }
        Optional<ConnectionCutGroup> open;
        try {
            if (isQuarantine(before, vpcId)) {
                return Optional.of("it was in the quarantine group already");
            }
            open = allOpen.in(vpcId);
        } catch (CallFailed failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
        if (open.filter(group -> before.contains(group.id())).isPresent()) {
            return Optional.of("it was still in the all-open group, which it has left now");
        }
        return open.filter(ConnectionCutGroup::isFit).isEmpty()
                ? Optional.of(vpcId + " has no " + ConnectionCutGroup.NAME
                        + " of ours with exactly the rules of an all-open group")
                : openAndClose(id, vpcId, open.get().id(), closed);
    }

    /** Whether {@code group} is the all-open group of a VPC, in which a broken-off cut has left an interface. */
    boolean isAllOpen(String group, String vpcId) {
        return allOpen.in(vpcId)
                .filter(ConnectionCutGroup::ours)
                .filter(found -> found.id().equals(group))
                .isPresent();
    }

    private Optional<String> openAndClose(String id, String vpcId, String open, String closed) {
        try {
            interfaces.setGroups(id, List.of(open));
            return Optional.empty();
        } catch (CallFailed failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        } finally {
            close(id, vpcId, closed);
        }
    }

    private void close(String id, String vpcId, String closed) {
        String group = closed;
        RuntimeException last = null;
        for (Duration wait : PAUSES) {
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
        throw new CallFailed(MODIFY, id, "may be in the all-open group, " + why(last), CallFailed.Kind.RETRYABLE, last);
    }

    /** In place of {@code group}, which somebody deleted while no interface was in it. */
    private String another(String vpcId, String group) {
        try {
            return quarantine.ensure(vpcId, false).id();
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

    private boolean isQuarantine(List<String> groups, String vpcId) {
        return quarantine.in(vpcId).stream()
                .filter(QuarantineGroup::ours)
                .anyMatch(group -> groups.equals(List.of(group.id())));
    }

    private static String why(@Nullable RuntimeException last) {
        return switch (last) {
            case null -> "read back and found otherwise";
            case CallFailed failed -> failed.code();
            case RuntimeException other -> other.getClass().getSimpleName();
        };
    }
}
