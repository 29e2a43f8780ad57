package dev.tourniquet.isolateinstance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read a moment ago, so that the cut need not read it again: each read in front of it is the attacker's time. A
 * sighting is good for {@value #SECONDS} seconds whoever made it; what is older counts as not seen.
 */
final class Sightings {
    private static final int SECONDS = 5;
    private static final Duration GOOD_FOR = Duration.ofSeconds(SECONDS);

    private final InstantSource clock;
    private final Map<String, Attachment> interfaces = new ConcurrentHashMap<>();
    private final Map<String, Sighting> groups = new ConcurrentHashMap<>();

    Sightings(InstantSource clock) {
        this.clock = clock;
    }

    private record Sighting(String id, Instant at) {}

    private record Attachment(String instanceId, List<String> groups, Instant at) {}

    /** Forgets what is too old to be good for anything. */
    void tidy() {
        interfaces.values().removeIf(sighting -> !fresh(sighting.at()));
        groups.values().removeIf(sighting -> !fresh(sighting.at()));
    }

    /** {@code interfaceId} was seen attached to {@code instanceId}, and in these groups. */
    void attached(String interfaceId, String instanceId, List<String> inGroups) {
        interfaces.put(interfaceId, new Attachment(instanceId, inGroups, clock.instant()));
    }

    /** The groups of an interface that was seen attached to {@code instanceId}. */
    Optional<List<String>> groupsOf(String interfaceId, String instanceId) {
        return Optional.ofNullable(interfaces.get(interfaceId))
                .filter(seen -> fresh(seen.at()) && seen.instanceId().equals(instanceId))
                .map(Attachment::groups);
    }

    /** The interface is about to be moved: what was seen of it holds no longer. */
    void moved(String interfaceId) {
        interfaces.remove(interfaceId);
    }

    /** This is the group that {@code vpcId} was seen to have; only an own one without rules can be used. */
    void group(String vpcId, Optional<QuarantineGroup> seen) {
        seen.filter(QuarantineGroup::isSafe)
                .ifPresentOrElse(
                        group -> groups.put(vpcId, new Sighting(group.id(), clock.instant())),
                        () -> groups.remove(vpcId));
    }

    /** The group of {@code vpcId} that was seen without a rule. */
    Optional<String> emptyGroup(String vpcId) {
        return Optional.ofNullable(groups.get(vpcId))
                .filter(seen -> fresh(seen.at()))
                .map(Sighting::id);
    }

    private boolean fresh(Instant at) {
        return at.plus(GOOD_FOR).isAfter(clock.instant());
    }
}
