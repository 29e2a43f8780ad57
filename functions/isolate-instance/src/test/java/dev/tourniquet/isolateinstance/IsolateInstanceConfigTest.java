package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.runtime.Environment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the function reads of its environment. */
final class IsolateInstanceConfigTest {
    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'', false"})
    void cutsConnectionsOnlyWhereToldTo(String value, boolean cuts) {
        assertThat(config(Map.of("TOURNIQUET_CUT_CONNECTIONS", value)).cutConnections())
                .isEqualTo(cuts);
    }

    @Test
    void cutsNoConnectionsByDefault() {
        assertThat(config(Map.of()).cutConnections()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'', false"})
    void takesElasticIpAddressesOnlyWhereToldTo(String value, boolean takes) {
        assertThat(config(Map.of("TOURNIQUET_DISASSOCIATE_ADDRESSES", value)).disassociateAddresses())
                .isEqualTo(takes);
    }

    @Test
    void takesNoElasticIpAddressesByDefault() {
        assertThat(config(Map.of("TOURNIQUET_CUT_CONNECTIONS", "true")).disassociateAddresses())
                .isFalse();
    }

    @Test
    void namesTheVariableThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> config(Map.of("TOURNIQUET_CUT_CONNECTIONS", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOURNIQUET_CUT_CONNECTIONS")
                .hasMessageContaining("\"yes\" is neither true nor false");
    }

    private static IsolateInstanceConfig config(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of(
                "TOURNIQUET_ACCOUNT", "123456789012",
                "AWS_REGION", "us-east-1",
                "TOURNIQUET_MODE", "observe",
                "TOURNIQUET_LEDGER", "ledger",
                "TOURNIQUET_BUS", "bus",
                "TOURNIQUET_DEAD_LETTERS", "queue",
                "TOURNIQUET_FINDING_TYPES", "Backdoor:EC2/",
                "TOURNIQUET_SEVERITY", "{\"default\":7}",
                "TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt"));
        all.putAll(variables);
        return IsolateInstanceConfig.read(new Environment(all));
    }
}
