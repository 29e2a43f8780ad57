package dev.tourniquet.infra.config;

import java.util.List;

/**
 * Which resources are left alone.
 *
 * @param tag       key of the tag that takes a resource out of reach
 * @param byTag     whether the tag is honoured
 * @param resources ids, names or ARNs of instances, roles, users and buckets, {@code *} as wildcard
 */
public record Exemptions(String tag, boolean byTag, List<String> resources) {

    public Exemptions {
        resources = List.copyOf(resources);
    }
}
