package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a GuardDuty finding is about. Several resource blocks can stand side by side (an access key finding may carry the
 * instance, an S3 finding the credential), so {@code resourceType} alone does not decide: {@code Policy:S3/*} findings
 * are of resourceType AccessKey, and their bucket is in {@code s3BucketDetails}.
 */
final class GuardDutyTargets {
    private static final String CREDENTIAL_EXFILTRATION = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration";

    private GuardDutyTargets() {}

    static List<Target> of(String type, String account, JsonNode detail) {
        JsonNode resource = detail.path("resource");
        String resourceType = Fields.text(resource.path("resourceType"));
        List<Target> targets = new ArrayList<>();
        if (type.startsWith("Policy:S3/")) {
            if (type.equals("Policy:S3/AccountBlockPublicAccessDisabled")) {
                targets.add(new Target.AccountPublicAccess(account));
            } else {
                buckets(resource, targets);
            }
            return targets;
        }
        switch (resourceType) {
            case "Instance" -> targets.add(instance(resource));
            case "AccessKey" -> {
                targets.add(credential(resource).target());
                if (type.contains(":S3/")) {
                    buckets(resource, targets);
                }
                if (type.startsWith(CREDENTIAL_EXFILTRATION)) {
                    targets.add(sourceInstance(resource));
                }
            }
            case "S3Bucket" -> {
                buckets(resource, targets);
                targets.add(credential(resource).target());
            }
            default ->
                targets.add(unsupported(
                        resourceType.isEmpty() ? "unknown" : resourceType, "no response contains this resource type"));
        }
        return targets;
    }

    private static Target instance(JsonNode resource) {
        String id = Fields.matching(resource.path("instanceDetails").path("instanceId"), Fields.INSTANCE_ID);
        return id == null
                ? unsupported("Instance", "the finding names no instance")
                : new Target.Instance(id, containerHost(resource));
    }

    private static boolean containerHost(JsonNode resource) {
        return Fields.present(resource.path("containerDetails"))
                || Fields.present(resource.path("ecsClusterDetails"))
                || Fields.present(resource.path("eksClusterDetails"))
                || Fields.present(resource.path("kubernetesDetails"));
    }

    /** The instance whose credentials are used elsewhere: EC2 names its session after it. */
    private static Target sourceInstance(JsonNode resource) {
        if (credential(resource).target() instanceof Target.RoleSession session && session.ofInstance()) {
            return new Target.Instance(session.sessionName(), containerHost(resource), true);
        }
        return instance(resource) instanceof Target.Instance(String id, boolean host, boolean _)
                ? new Target.Instance(id, host, true)
                : instance(resource);
    }

    private static void buckets(JsonNode resource, List<Target> targets) {
        for (JsonNode bucket : resource.path("s3BucketDetails")) {
            @Nullable String name = Fields.matching(bucket.path("name"), Fields.BUCKET_NAME);
            Target target =
                    name == null ? unsupported("S3Bucket", "the bucket has no valid name") : new Target.Bucket(name);
            if (!targets.contains(target)) {
                targets.add(target);
            }
        }
        if (targets.stream().noneMatch(Target.Bucket.class::isInstance)
                && resource.path("s3BucketDetails").isEmpty()) {
            targets.add(unsupported("S3Bucket", "the finding names no bucket"));
        }
    }

    static Credential credential(JsonNode resource) {
        return Credential.of(resource.path("accessKeyDetails"));
    }

    private static Target.Unsupported unsupported(String kind, String reason) {
        return new Target.Unsupported(kind, "-", reason);
    }
}
