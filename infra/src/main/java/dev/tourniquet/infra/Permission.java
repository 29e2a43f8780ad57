package dev.tourniquet.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * One statement of a function's role with the reason why it is as wide as it is; docs/permissions.md prints both.
 *
 * @param conditions operator, key, value, in IAM's own words
 * @param why        what the action is for, and why the resource or condition cannot be narrower
 * @param whyAll     why an allowed action is not limited to a resource; empty where it is
 */
record Permission(
        Effect effect,
        String sid,
        List<String> actions,
        List<String> resources,
        SortedMap<String, SortedMap<String, Object>> conditions,
        String why,
        String whyAll) {

    static Permission allow(String sid, String why, String... actions) {
        return new Permission(Effect.ALLOW, sid, List.of(actions), List.of(), new TreeMap<>(), why, "");
    }

    static Permission deny(String sid, String why, String... actions) {
        return new Permission(Effect.DENY, sid, List.of(actions), List.of(), new TreeMap<>(), why, "");
    }

    Permission on(String... arns) {
        return on(Arrays.asList(arns));
    }

    Permission on(List<String> arns) {
        List<String> all = new ArrayList<>(resources);
        all.addAll(arns);
        return new Permission(effect, sid, actions, List.copyOf(all), conditions, why, whyAll);
    }

    /** @param reason why no resource can be named */
    Permission onEverything(String reason) {
        return new Permission(effect, sid, actions, List.of("*"), conditions, why, reason);
    }

    /** All reasons. */
    String reasons() {
        return whyAll.isEmpty() ? why : why + " " + whyAll;
    }

    /** @param value a text or a list of texts */
    Permission when(String operator, String key, Object value) {
        SortedMap<String, SortedMap<String, Object>> more = new TreeMap<>(conditions);
        SortedMap<String, Object> keys = new TreeMap<>(more.getOrDefault(operator, Collections.emptySortedMap()));
        keys.put(key, value);
        more.put(operator, keys);
        return new Permission(effect, sid, actions, resources, more, why, whyAll);
    }

    PolicyStatement statement() {
        return PolicyStatement.Builder.create()
                .effect(effect)
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .conditions(conditions)
                .build();
    }
}
