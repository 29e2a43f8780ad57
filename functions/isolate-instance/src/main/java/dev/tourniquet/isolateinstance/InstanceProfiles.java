package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/** Reads instance profiles. */
final class InstanceProfiles {
    private static final Set<String> ABSENT = Set.of("NoSuchEntity");

    private final IamClient iam;

    InstanceProfiles(IamClient iam) {
        this.iam = iam;
    }

    /**
     * The profile that has this name now.
     *
     * @param arn of the profile, which may have a path; the API wants the bare name
     */
    Optional<InstanceProfile> find(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return Calls.find(
                        "iam:GetInstanceProfile",
                        arn,
                        ABSENT,
                        () -> iam.getInstanceProfile(request -> request.instanceProfileName(name)))
                .map(GetInstanceProfileResponse::instanceProfile);
    }
}
