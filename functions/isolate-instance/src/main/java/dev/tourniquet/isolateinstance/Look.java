package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.TargetGroups.Group;
import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one target group said when asked for the registrations of an instance.
 *
 * @param failed why it did not answer, null where it did
 */
record Look(Group group, List<Registration> found, @Nullable CallFailed failed) {
    private static final int NAMED = 5;

    /** There was no time to ask. */
    static Look notAsked(Group group) {
        return new Look(
                group,
                List.of(),
                new CallFailed(
                        TargetGroups.DESCRIBE,
                        group.arn(),
                        "not asked for want of time",
                        CallFailed.Kind.RETRYABLE,
                        null));
    }

    /** Throws where one of {@code looks} failed; the failure names the groups that did not answer. */
    static void requireAnswers(List<Look> looks) {
        CallFailed first = null;
        for (Look look : looks) {
            first = first == null ? look.failed() : first;
        }
        if (first != null) {
            List<String> silent = looks.stream()
                    .filter(look -> look.failed() != null)
                    .map(look -> look.group().arn())
                    .toList();
            throw new CallFailed(first.action(), named(silent), first.code(), first.kind(), first);
        }
    }

    private static String named(List<String> groups) {
        String more = groups.size() > NAMED ? " and " + (groups.size() - NAMED) + " more" : "";
        return groups.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }

    /** Where the instance still takes requests. */
    static List<Registration> staying(List<Look> looks) {
        return looks.stream()
                .flatMap(look -> look.found().stream())
                .filter(target -> !target.leaving())
                .toList();
    }
}
