package dev.tourniquet.infra.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of containment: its function and the finding types that reach it. Adding a response starts here.
 *
 * <p>A finding type is {@code ThreatPurpose:ResourceType/Name}. Types are given as prefixes, so that a new finding of a
 * known purpose and resource is answered without a deployment.
 */
public enum Response {
    ISOLATE_INSTANCE(
            "isolate-instance",
            "dev.tourniquet.isolateinstance.IsolateInstanceHandler",
            FindingTypes.ofInstances(),
            List.of()),

    REVOKE_SESSIONS(
            "revoke-sessions",
            "dev.tourniquet.revokesessions.RevokeSessionsHandler",
            FindingTypes.ofCredentials(),
            List.of()),

    /** The types of revoke-sessions: which of the two contains a credential is decided by its kind, which no type names. */
    DEACTIVATE_ACCESS_KEY(
            "deactivate-access-key",
            "dev.tourniquet.deactivateaccesskey.DeactivateAccessKeyHandler",
            FindingTypes.ofCredentials(),
            List.of()),

    BLOCK_PUBLIC_ACCESS(
            "block-public-access",
            "dev.tourniquet.blockpublicaccess.BlockPublicAccessHandler",
            FindingTypes.ofBuckets(),
            List.of(
                    "Policy:IAMUser/S3BucketPublic",
                    "Policy:IAMUser/S3BlockPublicAccessDisabled",
                    "SensitiveData:S3Object/"));

    private final String key;
    private final String handlerClass;
    /** Copies that nobody can change; the checker only sees that the type List could. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> guardDutyTypes;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> macieTypes;

    Response(String key, String handlerClass, List<String> guardDutyTypes, List<String> macieTypes) {
        this.key = key;
        this.handlerClass = handlerClass;
        this.guardDutyTypes = List.copyOf(guardDutyTypes);
        this.macieTypes = List.copyOf(macieTypes);
    }

    /** As written in cdk.json; also the name of the function's Maven module. */
    public String key() {
        return key;
    }

    public String handler() {
        return handlerClass + "::handleRequest";
    }

    /** Prefixes of the GuardDuty finding types that reach this response. */
    public List<String> guardDutyTypes() {
        return guardDutyTypes;
    }

    /** Prefixes of the Macie finding types that reach this response. */
    public List<String> macieTypes() {
        return macieTypes;
    }

    /** Whether it leaves policies on roles that outlive their purpose: those of a session end with it. */
    public boolean writesToRoles() {
        return switch (this) {
            case ISOLATE_INSTANCE, REVOKE_SESSIONS -> true;
            case DEACTIVATE_ACCESS_KEY, BLOCK_PUBLIC_ACCESS -> false;
        };
    }

    public List<String> findingTypes() {
        return Stream.concat(guardDutyTypes.stream(), macieTypes.stream()).toList();
    }
}
