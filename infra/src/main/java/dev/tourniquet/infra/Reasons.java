package dev.tourniquet.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.services.iam.Effect;
import software.constructs.IConstruct;

/** Tells cdk-nag, resource by resource, why a statement needs its wildcard: with the reason that the statement carries. */
final class Reasons {

    private Reasons() {}

    static void suppressWildcards(IConstruct role, List<Permission> permissions) {
        List<NagPackSuppression> suppressions = permissions.stream()
                .filter(permission -> permission.effect() == Effect.ALLOW)
                .flatMap(permission -> permission.resources().stream()
                        .filter(resource -> resource.contains("*"))
                        .map(resource -> suppression(resource, permission)))
                .toList();
        NagSuppressions.addResourceSuppressions(role, suppressions, true);
    }

    private static NagPackSuppression suppression(String resource, Permission permission) {
        return NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .appliesTo(List.of("Resource::" + resource))
                .reason(permission.sid() + ": " + permission.reasons())
                .build();
    }
}
