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

    /** So many buckets are read; a person decides about a finding that lists more. */
    private static final int MOST = 50;

    private GuardDutyTargets() {}

    static List<Target> of(String type, String account, JsonNode detail, List<String> doubts) {
        JsonNode resource = detail.path("resource");
        doubts.addAll(credential(resource).contradictions());
        List<Target> targets = targets(type, account, resource, doubts);
        boolean bucketsRead = targets.stream().anyMatch(Target.Bucket.class::isInstance);
        if (bucketsRead && resource.path("s3BucketDetails").size() > MOST) {
            doubts.add("the finding lists " + resource.path("s3BucketDetails").size() + " buckets, and only the first "
                    + MOST + " were read");
        }
        return targets;
    }

    private static List<Target> targets(String type, String account, JsonNode resource, List<String> doubts) {
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
                    targets.add(sourceInstance(resource, doubts));
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

    /**
     * The instance whose credentials are used elsewhere: EC2 names its session after it. Whoever may assume the role
     * himself can name his after another instance.
     */
    private static Target sourceInstance(JsonNode resource, List<String> doubts) {
        Target stated = instance(resource);
        if (credential(resource).target() instanceof Target.RoleSession session && session.ofInstance()) {
            if (stated instanceof Target.Instance other && !other.instanceId().equals(session.sessionName())) {
                doubts.add("the finding contradicts itself: the session is named after " + session.sessionName()
                        + ", but the instance is " + other.instanceId());
            }
            return new Target.Instance(session.sessionName(), containerHost(resource), true);
        }
        return stated instanceof Target.Instance(String id, boolean host, boolean _)
                ? new Target.Instance(id, host, true)
                : stated;
    }

    private static void buckets(JsonNode resource, List<Target> targets) {
        JsonNode list = resource.path("s3BucketDetails");
        if (!list.isArray() || list.isEmpty()) {
            targets.add(unsupported("S3Bucket", "the finding names no bucket"));
            return;
        }
        list.valueStream().limit(MOST).map(GuardDutyTargets::bucket).distinct().forEach(targets::add);
    }

    private static Target bucket(JsonNode bucket) {
        @Nullable String name = Fields.matching(bucket.path("name"), Fields.BUCKET_NAME);
        return name == null ? unsupported("S3Bucket", "the bucket has no valid name") : new Target.Bucket(name);
    }

    private static Credential credential(JsonNode resource) {
        return Credential.of(resource.path("accessKeyDetails"));
    }

    private static Target.Unsupported unsupported(String kind, String reason) {
        return new Target.Unsupported(kind, "-", reason);
    }
}
