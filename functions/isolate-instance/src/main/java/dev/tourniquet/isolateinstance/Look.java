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

    /** Throws where one of {@code looks} failed; the failure names all groups that did not answer. */
    static void requireAnswers(List<Look> looks) {
        CallFailed first = null;
        for (Look look : looks) {
            first = first == null ? look.failed() : first;
        }
        if (first != null) {
            String silent = looks.stream()
                    .filter(look -> look.failed() != null)
                    .map(look -> look.group().arn())
                    .collect(Collectors.joining(", "));
            throw new CallFailed(first.action(), silent, first.code(), first.kind(), first);
        }
    }

    /** Where the instance still takes requests. */
    static List<Registration> staying(List<Look> looks) {
        return looks.stream()
                .flatMap(look -> look.found().stream())
                .filter(target -> !target.leaving())
                .toList();
    }
}
