package dev.tourniquet.infra.config;

import java.util.List;
import java.util.stream.Stream;

/** Prefixes of GuardDuty finding types, by what a finding of the type names. */
final class FindingTypes {

    private FindingTypes() {}

    /**
     * The EC2 purposes in which the instance itself acts or is compromised. Recon:EC2/PortProbe is about somebody else's
     * traffic, and the EC2 types of custom detection rules (CredentialAccess, Exfiltration, ... :EC2/) are read from
     * management events and name no instance.
     */
    static List<String> ofInstances() {
        return Stream.of(
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
                        Stream.of("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration"),
                        sequencesOnInstances())
                .flatMap(types -> types)
                .toList();
    }

    /**
     * Every purpose of an IAM or S3 finding but Policy, which names a setting and not an attacker: an S3 finding is about
     * the credential that the bucket was reached with.
     */
    static List<String> ofCredentials() {
        return Stream.of(
                        ThreatPurpose.each(":IAMUser/"),
                        ThreatPurpose.each(":S3/"),
                        Stream.of("AttackSequence:IAM/", "AttackSequence:S3/"),
                        sequencesOnInstances())
                .flatMap(types -> types)
                .toList();
    }

    /** Also the findings about misused credentials: the bucket that they reached may be open to everybody else, too. */
    static List<String> ofBuckets() {
        return Stream.of(Stream.of("Policy:S3/"), ThreatPurpose.each(":S3/"), Stream.of("AttackSequence:S3/"))
                .flatMap(types -> types)
                .toList();
    }

    private static Stream<String> sequencesOnInstances() {
        return Stream.of("AttackSequence:EC2/", "AttackSequence:ECS/", "AttackSequence:EKS/");
    }
}
