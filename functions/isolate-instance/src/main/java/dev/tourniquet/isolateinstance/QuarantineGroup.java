package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * A security group under the name that is reserved for those that let nothing in or out. One a VPC, shared by all cases;
 * where somebody else took the name, a replacement with a number: {@code tourniquet-quarantine-2}.
 *
 * @param ours carries the tag that Tourniquet sets when it creates the group
 */
record QuarantineGroup(
        String id, String name, String vpcId, boolean ours, List<IpPermission> ingress, List<IpPermission> egress) {
    static final String NAME = "tourniquet-quarantine";
    static final String TAG = "tourniquet:quarantine";
    private static final Pattern NAMES = Pattern.compile(NAME + "(?:-([1-9]\\d{0,5}))?");

    static QuarantineGroup of(SecurityGroup group) {
        boolean ours = Tags.value(group.tags(), TAG).filter("true"::equals).isPresent();
        return new QuarantineGroup(
                group.groupId(),
                group.groupName(),
                group.vpcId(),
                ours,
                group.ipPermissions(),
                group.ipPermissionsEgress());
    }

    /** Whether {@code name} is one of the reserved names. */
    static boolean isReserved(String name) {
        return NAMES.matcher(name).matches();
    }

    /** The first of the reserved names that is not {@code taken}. */
    static String freeName(Set<String> taken) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? NAME : NAME + "-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** The one of these groups to use: our own, better without rules than to be emptied, the lowest number first. */
    static Optional<QuarantineGroup> best(List<QuarantineGroup> groups) {
        return groups.stream()
                .filter(QuarantineGroup::ours)
                .min(Comparator.comparing((QuarantineGroup group) -> !group.isEmpty())
                        .thenComparingInt(QuarantineGroup::number)
                        .thenComparing(QuarantineGroup::id));
    }

    /** Ours and without a rule: an interface that is in this group alone is quarantined. */
    boolean isSafe() {
        return ours && isEmpty();
    }

    private int number() {
        Matcher named = NAMES.matcher(name);
        return named.matches() && named.group(1) != null ? Integer.parseInt(named.group(1)) : 1;
    }

    /** True where it has no rule, IPv4 and IPv6, in and out. */
    boolean isEmpty() {
        return ingress.isEmpty() && egress.isEmpty();
    }

    /** The group and its rules, for the record. */
    JsonNode state() {
        return Json.tree(Map.of("groupId", id, "name", name, "ingress", Rules.of(ingress), "egress", Rules.of(egress)));
    }
}
