package dev.tourniquet.infra.config;

import java.util.List;
import java.util.stream.Stream;

/** The first part of a GuardDuty finding type. EventBridge has no "any purpose" prefix, so each is written out. */
final class ThreatPurpose {

    /** GuardDuty user guide, "GuardDuty finding format", and the purposes of its custom detection rules; without Policy. */
    private static final List<String> HOSTILE = List.of(
            "Backdoor",
            "Behavior",
            "CredentialAccess",
            "CryptoCurrency",
            "DefenseEvasion",
            "DefenseImpairment",
            "Discovery",
            "Execution",
            "Exfiltration",
            "Impact",
            "InitialAccess",
            "LateralMovement",
            "PenTest",
            "Persistence",
            "PrivilegeEscalation",
            "Recon",
            "ResourceConsumption",
            "Stealth",
            "Trojan",
            "UnauthorizedAccess");

    private ThreatPurpose() {}

    static Stream<String> each(String resourceType) {
        return HOSTILE.stream().map(purpose -> purpose + resourceType);
    }
}
