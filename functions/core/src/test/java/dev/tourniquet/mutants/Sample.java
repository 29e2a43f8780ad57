package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An event before anything was changed in it.
 *
 * @param expectation what must become of it; empty for events of other people
 * @param places JSON pointers of all its nodes but the root
 * @param strings all its texts, and their parts between colons and slashes
 */
record Sample(
        String name,
        JsonNode event,
        Optional<JsonNode> expectation,
        List<String> places,
        List<String> hotPlaces,
        Set<String> strings) {
    /** Where the readers look; most of an event is something else. */
    static final Set<String> HOT = Set.of(
            "source",
            "detail-type",
            "detail",
            "id",
            "type",
            "accountId",
            "region",
            "severity",
            "score",
            "title",
            "resource",
            "service",
            "archived",
            "sample",
            "resourceRole",
            "additionalInfo",
            "value",
            "resourceType",
            "instanceDetails",
            "instanceId",
            "accessKeyDetails",
            "accessKeyId",
            "principalId",
            "userName",
            "userType",
            "s3BucketDetails",
            "name",
            "containerDetails",
            "ecsClusterDetails",
            "eksClusterDetails",
            "kubernetesDetails",
            "detection",
            "sequence",
            "actors",
            "resources",
            "user",
            "account",
            "uid",
            "credentialUid",
            "data",
            "accessKey",
            "resourcesAffected",
            "s3Bucket",
            "updatedAt",
            "eventLastSeen",
            "count");

    Sample(String name, JsonNode event, Optional<JsonNode> expectation) {
        this(name, event, expectation, new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        collect(event, "");
    }

    private void collect(JsonNode node, String place) {
        if (!place.isEmpty()) {
            places.add(place);
            if (HOT.contains(place.substring(place.lastIndexOf('/') + 1))) {
                hotPlaces.add(place);
            }
        }
        Texts.in(node.isContainerNode() ? null : node, strings);
        if (node.isObject()) {
            node.properties().forEach(each -> collect(each.getValue(), place + "/" + Place.escaped(each.getKey())));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), place + "/" + i);
            }
        }
    }
}
