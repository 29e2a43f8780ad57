package dev.tourniquet.revokesessions;

import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;

/** Which instance profiles hold a role. This is only shown, so the cut does not wait for it: one attempt, and not for long. */
final class InstanceProfiles {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IamClient iam;

    /** @param iam makes each call once */
    InstanceProfiles(IamClient iam) {
        this.iam = iam;
    }

    /** Their names: the first page of them, and a word about the others. */
    List<String> holding(String roleName) {
        ListInstanceProfilesForRoleResponse page = Calls.call(
                "iam:ListInstanceProfilesForRole",
                roleName,
                () -> iam.listInstanceProfilesForRole(request -> request.roleName(roleName)
                        .overrideConfiguration(
                                override -> override.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(PATIENCE))));
        Stream<String> names = page.instanceProfiles().stream().map(InstanceProfile::instanceProfileName);
        return Stream.concat(
                        Boolean.TRUE.equals(page.isTruncated())
                                ? Stream.of("more than can be listed here")
                                : Stream.empty(),
                        names)
                .toList();
    }
}
