package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Removes the rules of own quarantine groups, and gives up those that keep them or have them again. */
final class Emptying {
    private static final Set<String> NO_SUCH_RULE = Set.of("InvalidPermission.NotFound");

    private final Ec2Client ec2;
    private final Set<String> emptied = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();
    private @Nullable CallFailed failure;

    Emptying(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The one of these groups to use, without those that were given up. */
    Optional<QuarantineGroup> best(List<QuarantineGroup> groups) {
        return QuarantineGroup.best(
                groups.stream().filter(group -> !gaveUp(group.id())).toList());
    }

    /**
     * Empties the best of these groups that lets itself be emptied.
     *
     * @param settled rules that were removed had time to go: those that are seen were added again
     * @return whether there is one
     */
    boolean empties(List<QuarantineGroup> groups, boolean settled) {
        for (Optional<QuarantineGroup> best = best(groups); best.isPresent(); best = best(groups)) {
            QuarantineGroup group = best.get();
            if (!(settled && emptied.contains(group.id())) && empty(group)) {
                emptied.add(group.id());
                return true;
            }
            givenUp.add(group.id());
        }
        return false;
    }

    boolean gaveUp(String groupId) {
        return givenUp.contains(groupId);
    }

    /** Why the first that could not be emptied could not. */
    Optional<CallFailed> failure() {
        return Optional.ofNullable(failure);
    }

    /** A new group lets everything out: 0.0.0.0/0, and ::/0 where the VPC has IPv6. */
    private boolean empty(QuarantineGroup group) {
        try {
            revoke(group);
            return true;
        } catch (CallFailed failed) {
            failure = failure == null ? failed : failure;
            return false;
        }
    }

    private void revoke(QuarantineGroup group) {
        if (!group.egress().isEmpty()) {
            Calls.find(
                    "ec2:RevokeSecurityGroupEgress",
                    group.id(),
                    NO_SUCH_RULE,
                    () -> ec2.revokeSecurityGroupEgress(
                            request -> request.groupId(group.id()).ipPermissions(group.egress())));
        }
        if (!group.ingress().isEmpty()) {
            Calls.find(
                    "ec2:RevokeSecurityGroupIngress",
                    group.id(),
                    NO_SUCH_RULE,
                    () -> ec2.revokeSecurityGroupIngress(
                            request -> request.groupId(group.id()).ipPermissions(group.ingress())));
        }
    }
}
