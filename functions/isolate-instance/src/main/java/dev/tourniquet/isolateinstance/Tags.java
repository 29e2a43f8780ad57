package dev.tourniquet.isolateinstance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags of EC2 resources. */
final class Tags {
    /** Carries the id of the case on the instance and on its snapshots. */
    static final String CASE = "tourniquet:case";

    private Tags() {}

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** The tag that a resource is created with. */
    static TagSpecification on(ResourceType type, String key, String value) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tag(key, value))
                .build();
    }

    /** By key; AWS lets no key stand twice. */
    static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
    }

    static Optional<String> value(List<Tag> tags, String key) {
        return tags.stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }
}
