package dev.tourniquet.revokesessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.runtime.Environment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RevokeSessionsConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "AWS_REGION", "us-east-1",
            "TOURNIQUET_ACCOUNT", "123456789012",
            "TOURNIQUET_MODE", "observe",
            "TOURNIQUET_LEDGER", "tourniquet-ledger",
            "TOURNIQUET_BUS", "tourniquet",
            "TOURNIQUET_DEAD_LETTERS", "https://sqs.us-east-1.amazonaws.com/123456789012/tourniquet-dead-letters",
            "TOURNIQUET_FINDING_TYPES", "UnauthorizedAccess:IAMUser/",
            "TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt",
            "TOURNIQUET_SEVERITY", "{\"default\":4}",
            "TOURNIQUET_SEVERITY_ROLE_WIDE", "{\"default\":7,\"PenTest:IAMUser/\":9}"));

    @Test
    void asksForMoreSeverityWhereTheWholeRoleIsCut() {
        RevokeSessionsConfig config = RevokeSessionsConfig.read(new Environment(environment));

        assertThat(config.function().severity().of("PenTest:IAMUser/KaliLinux")).isEqualTo(4);
        assertThat(config.roleWide().of("PenTest:IAMUser/KaliLinux")).isEqualTo(9);
        assertThat(config.roleWide().of("Recon:IAMUser/TorIPCaller")).isEqualTo(7);
    }

    @Test
    void namesTheVariableAtFault() {
        environment.put("TOURNIQUET_SEVERITY_ROLE_WIDE", "{\"default\":70}");
        assertThatThrownBy(() -> RevokeSessionsConfig.read(new Environment(environment)))
                .hasMessageContaining("TOURNIQUET_SEVERITY_ROLE_WIDE");

        environment.remove("TOURNIQUET_SEVERITY_ROLE_WIDE");
        assertThatThrownBy(() -> RevokeSessionsConfig.read(new Environment(environment)))
                .hasMessageContaining("TOURNIQUET_SEVERITY_ROLE_WIDE is not set");
    }
}
