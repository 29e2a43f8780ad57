package dev.tourniquet.isolateinstance;

import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.runtime.FunctionConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** What is exempt, by the configuration and by tags as they are now. */
record LiveExemptions(FunctionConfig config, InstantSource clock) {
    Exemption of(Instance instance) {
        String arn = "arn:%s:ec2:%s:%s:instance/%s"
                .formatted(config.partition(), config.region(), config.account(), instance.instanceId());
        return config.exemptions().of(List.of(instance.instanceId(), arn), Tags.map(instance.tags()), clock.instant());
    }

    /** Why a role is left alone; what is unclear counts as exempt, and a person is told. */
    Optional<String> of(Role role) {
        Map<String, String> tags =
                role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        return switch (config.exemptions().of(List.of(role.roleName(), role.arn()), tags, clock.instant())) {
            case Exemption.None _ -> Optional.empty();
            case Exemption.Exempt(String reason) -> Optional.of(reason);
            case Exemption.Unclear(String reason) -> Optional.of(reason);
        };
    }
}
