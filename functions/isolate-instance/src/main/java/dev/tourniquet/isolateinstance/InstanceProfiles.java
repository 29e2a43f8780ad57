package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** Reads instance profiles. */
final class InstanceProfiles {
    private static final Set<String> ABSENT = Set.of("NoSuchEntity");

    private final IamClient iam;

    InstanceProfiles(IamClient iam) {
        this.iam = iam;
    }

    /**
     * The name of the role of a profile; nothing where profile or role is gone.
     *
     * @param arn of the profile, which may have a path; the API wants the bare name
     */
    Optional<String> roleOf(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return Calls.find(
                        "iam:GetInstanceProfile",
                        arn,
                        ABSENT,
                        () -> iam.getInstanceProfile(request -> request.instanceProfileName(name)))
                .flatMap(found -> found.instanceProfile().roles().stream().findFirst())
                .map(Role::roleName);
    }
}
