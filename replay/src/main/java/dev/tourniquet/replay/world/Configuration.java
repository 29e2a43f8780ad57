package dev.tourniquet.replay.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a sample configures otherwise than the template, in the variables that infra makes of it. */
final class Configuration {
    /** The actions that infra gives to isolate-instance for an option, and not without it. */
    private static final Map<String, List<String>> ACTIONS = Map.of(
            "cutConnections", List.of("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress"),
            "disassociateElasticIps",
                    List.of("ec2:DescribeAddresses", "ec2:DisassociateAddress", "ec2:AssociateAddress"));

    private final JsonNode said;
    private final UnaryOperator<String> toLocal;

    /** @param said by the keys of cdk.json */
    Configuration(JsonNode said, UnaryOperator<String> toLocal) {
        this.said = said;
        this.toLocal = toLocal;
    }

    void apply(Map<String, String> environment) {
        flag("cutConnections", "TOURNIQUET_CUT_CONNECTIONS", environment);
        flag("disassociateElasticIps", "TOURNIQUET_DISASSOCIATE_ADDRESSES", environment);
        add("exemptResources", "TOURNIQUET_EXEMPT", environment);
        add("protectedPrincipals", "TOURNIQUET_PROTECTED", environment);
        if (!said.path("tagExemptions").asBoolean(true)) {
            environment.remove("TOURNIQUET_EXEMPTION_TAG");
        }
    }

    /** The actions that the roles get with it. */
    List<String> actions() {
        return ACTIONS.entrySet().stream()
                .filter(option -> said.path(option.getKey()).asBoolean())
                .flatMap(option -> option.getValue().stream())
                .toList();
    }

    private void flag(String key, String variable, Map<String, String> environment) {
        if (said.has(key)) {
            environment.put(variable, String.valueOf(said.path(key).asBoolean()));
        }
    }

    private void add(String key, String variable, Map<String, String> environment) {
        if (said.has(key)) {
            List<String> values = new ArrayList<>();
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                values.add(environment.get(variable));
            }
            said.path(key).forEach(value -> values.add(toLocal.apply(value.asText())));
            environment.put(variable, String.join(",", values));
        }
    }
}
