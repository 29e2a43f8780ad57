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
    /**
     * The EC2 purposes in which the instance itself acts or is compromised. Recon:EC2/PortProbe is about somebody else's
     * traffic, and the EC2 types of custom detection rules (CredentialAccess, Exfiltration, ... :EC2/) are read from
     * management events and name no instance.
     */
    ISOLATE_INSTANCE(
            "isolate-instance",
            "dev.tourniquet.isolateinstance.IsolateInstanceHandler",
            Stream.of(
                            Stream.of(
                                    "Backdoor:EC2/",
                                    "Behavior:EC2/",
                                    "CryptoCurrency:EC2/",
                                    "DefenseEvasion:EC2/",
                                    "Execution:EC2/",
                                    "Impact:EC2/",
                                    "Recon:EC2/Portscan",
                                    "Trojan:EC2/",
                                    "UnauthorizedAccess:EC2/"),
                            ThreatPurpose.each(":Runtime/"),
                            Stream.of("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration"))
                    .flatMap(types -> types)
                    .toList(),
            List.of()),

    /** Every purpose of an IAM finding but Policy, which names a setting and not an attacker. */
    REVOKE_SESSIONS(
            "revoke-sessions",
            "dev.tourniquet.revokesessions.RevokeSessionsHandler",
            ThreatPurpose.each(":IAMUser/").toList(),
            List.of()),

    BLOCK_PUBLIC_ACCESS(
            "block-public-access",
            "dev.tourniquet.blockpublicaccess.BlockPublicAccessHandler",
            List.of("Policy:S3/"),
            List.of("Policy:IAMUser/S3BucketPublic", "Policy:IAMUser/S3BlockPublicAccessDisabled"));

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

    public List<String> findingTypes() {
        return Stream.concat(guardDutyTypes.stream(), macieTypes.stream()).toList();
    }
}
