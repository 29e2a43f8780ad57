package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.TargetGroups.Group;
import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an instance is registered.
 *
 * @param unread target groups that did not say, or were not asked: one that cannot be read is no reason to stay in the others
 */
record Registrations(List<Registration> registered, List<Group> unread) {
    static final Registrations NONE = new Registrations(List.of(), List.of());

    Registrations {
        registered = List.copyOf(registered);
        unread = List.copyOf(unread);
    }

    /** Before a step; none where that was never read. */
    static Registrations before(Step step) {
        return step.before() == null ? NONE : of(step.before());
    }

    static Registrations of(JsonNode state) {
        return Json.as(state, Registrations.class);
    }

    static Registrations of(List<Look> looks) {
        return new Registrations(
                looks.stream().flatMap(look -> look.found().stream()).toList(),
                looks.stream()
                        .filter(look -> look.failed() != null)
                        .map(Look::group)
                        .toList());
    }

    /** These, and what {@code later} has beyond them. */
    Registrations joinedBy(Registrations later) {
        List<Registration> all = new ArrayList<>(registered);
        later.registered().stream()
                .filter(found -> all.stream().noneMatch(known -> known.sameTarget(found)))
                .forEach(all::add);
        return new Registrations(all, later.unread());
    }

    /** All of {@code groups}, those of which nothing is known yet in front. */
    List<Group> unreadFirst(List<Group> groups) {
        return groups.stream()
                .sorted(Comparator.comparing(group -> !unread.contains(group)))
                .toList();
    }

    /** These, read to complete {@code before}: what had answered then is not unread now. */
    Registrations continuing(Registrations before) {
        return before.unread.isEmpty()
                ? this
                : new Registrations(
                        registered,
                        unread.stream().filter(before.unread::contains).toList());
    }

    /** By the ARN of the target group, in a fixed order. */
    Map<String, List<Registration>> byGroup() {
        Map<String, List<Registration>> byGroup = new TreeMap<>();
        registered.forEach(registration -> byGroup.computeIfAbsent(registration.targetGroup(), _ -> new ArrayList<>())
                .add(registration));
        return byGroup;
    }
}
