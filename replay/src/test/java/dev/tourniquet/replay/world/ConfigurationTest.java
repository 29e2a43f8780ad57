package dev.tourniquet.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tourniquet.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
    private final Map<String, String> environment = new HashMap<>(
            Map.of("TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt", "TOURNIQUET_PROTECTED", "break-glass"));

    private Map<String, String> configured(String json) {
        try {
            new Configuration(Json.MAPPER.readTree(json), text -> text.replace("i-event", "i-local"))
                    .apply(environment);
            return environment;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void leavesTheTemplateAloneWhereNothingIsSaid() {
        Map<String, String> before = Map.copyOf(environment);

        assertThat(configured("{}")).isEqualTo(before);
        assertThat(configured("{\"tagExemptions\": true}")).isEqualTo(before);
    }

    @Test
    void setsTheVariablesThatInfraMakesOfTheKeys() {
        assertThat(configured("""
                {"cutConnections": true, "disassociateElasticIps": false, "exemptResources": ["i-event", "tq-*"],
                 "protectedPrincipals": ["admin-*"], "tagExemptions": false}"""))
                .isEqualTo(Map.of(
                        "TOURNIQUET_CUT_CONNECTIONS", "true",
                        "TOURNIQUET_DISASSOCIATE_ADDRESSES", "false",
                        "TOURNIQUET_EXEMPT", "i-local,tq-*",
                        "TOURNIQUET_PROTECTED", "break-glass,admin-*"));
    }

    @Test
    void bringsTheActionsThatAnOptionNeedsAndNoOther() throws Exception {
        assertThat(new Configuration(Json.MAPPER.readTree("{\"cutConnections\": false}"), text -> text).actions())
                .isEmpty();
        assertThat(new Configuration(Json.MAPPER.readTree("{\"disassociateElasticIps\": true}"), text -> text)
                        .actions())
                .contains("ec2:DisassociateAddress")
                .doesNotContain("ec2:AuthorizeSecurityGroupIngress");
    }
}
