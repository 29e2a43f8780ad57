package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a plan has to know about cutting connections.
 *
 * @param wanted whether the configuration asks for it
 * @param groups the all-open groups of all VPCs
 */
record ConnectionCuts(boolean wanted, List<ConnectionCutGroup> groups) {
    static final ConnectionCuts OFF = new ConnectionCuts(false, List.of());

    /** The step that makes the all-open group of a VPC fit; nothing where it is, or is not wanted. */
    Optional<Step> step(String vpcId) {
        Optional<ConnectionCutGroup> found =
                groups.stream().filter(group -> group.vpcId().equals(vpcId)).findFirst();
        return wanted && found.filter(ConnectionCutGroup::isFit).isEmpty()
                ? Optional.of(EnsureConnectionCutGroup.step(vpcId, found))
                : Optional.empty();
    }
}
