package dev.tourniquet.replay.input;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is so in the account before the event, beyond what the finding says; see events-samples/README.md.
 *
 * @param node the {@code given} object of an expectation
 */
public record Given(JsonNode node) {
    /** Nothing but what the finding says. */
    public static final Given NOTHING = new Given(Json.MAPPER.createObjectNode());

    private static final Map<String, Set<String>> KEYS = Map.ofEntries(
            entry(
                    "given",
                    Set.of(
                            "instance",
                            "role",
                            "user",
                            "key",
                            "bucket",
                            "buckets",
                            "account",
                            "configuration",
                            "denied",
                            "errors",
                            "release",
                            "after",
                            "mode")),
            entry(
                    "instance",
                    Set.of(
                            "state",
                            "lifecycle",
                            "owner",
                            "autoScalingGroup",
                            "targetGroups",
                            "classicLoadBalancers",
                            "elasticIp",
                            "additionalInterfaces",
                            "requesterManaged",
                            "trunk",
                            "ipv6",
                            "exempt",
                            "volumes",
                            "encrypted",
                            "quarantineGroup",
                            "terminationProtected")),
            entry("autoScalingGroup", Set.of("min", "max", "desired", "lifecycleHook", "warmPool")),
            entry(
                    "role",
                    Set.of(
                            "path",
                            "missing",
                            "recreated",
                            "exempt",
                            "trust",
                            "inlinePolicyCharacters",
                            "otherRevocations",
                            "revoked",
                            "instanceProfiles")),
            entry("otherRevocations", Set.of("expired", "unexpired")),
            entry(
                    "user",
                    Set.of(
                            "path",
                            "missing",
                            "recreated",
                            "exempt",
                            "keys",
                            "keyInactive",
                            "loginProfile",
                            "inlinePolicyCharacters")),
            entry("key", Set.of("owner", "missing")),
            entry(
                    "bucket",
                    Set.of(
                            "region",
                            "missing",
                            "exempt",
                            "block",
                            "publicPolicy",
                            "publicAcl",
                            "owner",
                            "policyDeniesResponder")),
            entry("account", Set.of("block")),
            entry(
                    "configuration",
                    Set.of(
                            "cutConnections",
                            "disassociateElasticIps",
                            "tagExemptions",
                            "exemptResources",
                            "protectedPrincipals")),
            entry("release", Set.of("options")));

    /** About the instance. */
    public JsonNode instance() {
        return node.path("instance");
    }

    /** About the role. */
    public JsonNode role() {
        return node.path("role");
    }

    /** About the user. */
    public JsonNode user() {
        return node.path("user");
    }

    /** About the user's access key. */
    public JsonNode key() {
        return node.path("key");
    }

    /** About the bucket of this name. */
    public JsonNode bucket(String name) {
        JsonNode byName = node.path("buckets").path(name);
        return byName.isMissingNode() ? node.path("bucket") : byName;
    }

    /** The account-level block: absent where nothing is said. */
    public Optional<JsonNode> accountBlock() {
        return Optional.of(node.path("account").path("block")).filter(block -> !block.isMissingNode());
    }

    /** What of the configuration is not as the template has it, by the keys of cdk.json. */
    public JsonNode configuration() {
        return node.path("configuration");
    }

    /** Error codes by the operation that is to fail with them. */
    public JsonNode errors() {
        return node.path("errors");
    }

    /** The options of all release commands. */
    public List<String> releaseOptions() {
        List<String> all = new ArrayList<>();
        node.path("release").path("options").forEach(options -> options.forEach(option -> all.add(option.asText())));
        return all;
    }

    /** The options of the command that releases the cases of {@code response}. */
    public List<String> releaseOptions(String response) {
        return texts(node.path("release").path("options"), response);
    }

    /** The value of the tag that exempts {@code part}: {@code true} or a text; empty where it has none. */
    public static Optional<String> exemption(JsonNode part) {
        JsonNode exempt = part.path("exempt");
        return exempt.isTextual() || exempt.asBoolean() ? Optional.of(exempt.asText()) : Optional.empty();
    }

    /** IAM actions that the function's role lacks. */
    public List<String> denied() {
        return texts(node, "denied");
    }

    /** Files beside this one that are played first in the same world. */
    public List<String> after() {
        return texts(node, "after");
    }

    /** The mode of the functions, where it is not the template's. */
    public Optional<String> mode() {
        return Optional.ofNullable(node.path("mode").textValue());
    }

    /** Keys that mean nothing, as paths: a misspelt one would make another world than was meant. */
    public List<String> unknownKeys() {
        List<String> unknown = new ArrayList<>();
        check(node, "given", unknown);
        for (String part :
                List.of("instance", "role", "user", "key", "bucket", "account", "configuration", "release")) {
            check(node.path(part), part, unknown);
        }
        check(instance().path("autoScalingGroup"), "autoScalingGroup", unknown);
        check(role().path("otherRevocations"), "otherRevocations", unknown);
        node.path("buckets").forEach(bucket -> check(bucket, "bucket", unknown));
        return unknown;
    }

    private static void check(JsonNode part, String name, List<String> unknown) {
        part.fieldNames().forEachRemaining(key -> {
            if (!KEYS.getOrDefault(name, Set.of()).contains(key)) {
                unknown.add(name + "." + key);
            }
        });
    }

    private static List<String> texts(JsonNode part, String field) {
        List<String> texts = new ArrayList<>();
        part.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
