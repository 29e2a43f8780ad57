package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Aws;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Cuts the connections that an interface had when it was quarantined: moves it into a group that lets everything through,
 * and straight back. In theory a flow that such a group allows in both directions is not tracked, and what is not tracked
 * ends with the rule that allowed it, whereas a tracked flow outlives the rule. AWS contradicts itself: its incident response
 * guidance recommends this very sequence, its page on connection tracking says that a flow that was tracked once stays
 * tracked until it ends or times out. What this does to open flows is <b>not verified on AWS</b>.
 *
 * <p>The order of side effects, for each interface on its own: it is in the quarantine group before this class is called, so
 * that it is closed whatever happens later; then, where the invocation has time left, it is opened, and closed again in any
 * case. An opening without an answer counts as opened, and as one that may yet come about after the closing: the step fails,
 * so that there is a next delivery. An interface stays open where the process ends between the two calls, where closing fails
 * for good, or where a belated opening comes about: the next delivery begins with closing it, and does not open it again.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">Connection tracking</a>
 */
final class ConnectionCut {
    static final String MODIFY = "ec2:ModifyNetworkInterfaceAttribute";

    /** A silent opening takes 30 seconds; closing begins its last attempt after 15, which takes another 10. */
    private static final Duration NEEDED = Duration.ofSeconds(60);

    private final boolean wanted;
    private final NetworkInterfaces opening;
    private final Closing closing;
    private final QuarantineGroups quarantine;
    private final ConnectionCutGroups allOpen;
    private final Deadline deadline;

    /** @param opening by a client that asks once: an attempt that was given up may take effect after the closing */
    ConnectionCut(
            boolean wanted,
            NetworkInterfaces opening,
            Closing closing,
            QuarantineGroups quarantine,
            ConnectionCutGroups allOpen,
            Deadline deadline) {
        this.wanted = wanted;
        this.opening = opening;
        this.closing = closing;
        this.quarantine = quarantine;
        this.allOpen = allOpen;
        this.deadline = deadline;
    }

    static ConnectionCut of(Aws aws, IsolateInstanceConfig config, Deadline deadline) {
        Ec2Client brisk = aws.briskClient(Ec2Client.builder());
        String account = config.function().account();
        QuarantineGroups quarantine = new QuarantineGroups(brisk, account, aws.pause());
        return new ConnectionCut(
                config.cutConnections(),
                new NetworkInterfaces(aws.patientClient(Ec2Client.builder()), aws.pause()),
                new Closing(new NetworkInterfaces(brisk, aws.pause()), quarantine, aws.pause(), aws.clock()),
                quarantine,
                new ConnectionCutGroups(brisk, account, aws.pause()),
                deadline);
    }

    /**
     * Cuts the connections of an interface that has just been moved from {@code before} into {@code closed}.
     *
     * @return why they were not cut, or perhaps not; nothing where they were, or were not to be
     * @throws CallFailed where the interface may be open, or may come to be
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
        if (open.filter(ConnectionCutGroup::isFit).isEmpty()) {
            return Optional.of(vpcId + " has no " + ConnectionCutGroup.NAME
                    + " of ours with exactly the rules of an all-open group");
        }
        return deadline.leaves(NEEDED)
                ? openAndClose(id, vpcId, open.get().id(), closed)
                : Optional.of("no time was left");
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
            opening.setGroups(id, List.of(open));
            return Optional.empty();
        } catch (CallFailed failed) {
            if (!isAnswered(failed)) {
                throw new CallFailed(
                        MODIFY,
                        id,
                        "no answer to the move into the all-open group, which may come about yet; it was moved back, and the"
                                + " next delivery looks again",
                        CallFailed.Kind.RETRYABLE,
                        failed);
            }
            return Optional.of(String.valueOf(failed.getMessage()));
        } finally {
            closing.close(id, vpcId, closed);
        }
    }

    /** Whether it is settled that the call had no effect, and will have none. */
    private static boolean isAnswered(CallFailed failed) {
        return failed.getCause() instanceof AwsServiceException service
                && (service.statusCode() < 500 || service.isThrottlingException());
    }

    private boolean isQuarantine(List<String> groups, String vpcId) {
        return quarantine.in(vpcId).stream()
                .filter(QuarantineGroup::ours)
                .anyMatch(group -> groups.equals(List.of(group.id())));
    }
}
