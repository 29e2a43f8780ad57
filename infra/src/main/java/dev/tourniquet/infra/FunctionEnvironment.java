package dev.tourniquet.infra;

import dev.tourniquet.infra.config.ConfigurationException;
import dev.tourniquet.infra.config.Notifications;
import dev.tourniquet.infra.config.Outcome;
import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.SecurityHubOrder;
import dev.tourniquet.infra.config.Settings;
import dev.tourniquet.infra.config.Severity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment that a function is given. Every value is a literal, without a reference to another resource, so that
 * replay reads from the template exactly what the function would read on Lambda.
 */
final class FunctionEnvironment {

    /** Lambda quota "Environment variables": 4 KB in all, names and punctuation counted in. */
    private static final int MOST_CHARACTERS = 4096;

    /** Quotation marks, colon and comma of a variable in JSON. */
    private static final int PUNCTUATION = 6;

    /**
     * The runtime's own command line sets the largest heap (most of the memory) and the serial collector, and wins over
     * this. Under SnapStart it leaves the tiers to the JVM, whose second compiler costs more than it gives in the few
     * seconds that a function lives. A young generation of 32 MB takes a whole start without a collection, of a heap that
     * begins with 64 MB and grows as before; the metaspace of a start does not fill 64 MB. No address is remembered: one that was looked up before a snapshot would be
     * taken for fresh after it, days later.
     */
    private static final String JVM_OPTIONS =
            "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Xms64m -Xmn32m -XX:MetaspaceSize=64m"
                    + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0";

    private FunctionEnvironment() {}

    static SortedMap<String, String> ofResponse(
            Place place, Settings settings, Response response, List<FindingRule> rules) {
        SortedMap<String, String> environment = ofRecorder(place);
        environment.put("TOURNIQUET_MODE", settings.modes().text(response));
        environment.put(
                "TOURNIQUET_HOURLY_LIMIT", String.valueOf(settings.controls().hourlyLimit()));
        environment.put(
                "TOURNIQUET_SHARED_LIMIT", String.valueOf(settings.controls().sharedLimit()));
        if (!settings.controls().sharedTags().isEmpty()) {
            environment.put(
                    "TOURNIQUET_SHARED_TAGS",
                    String.join(",", settings.controls().sharedTags()));
        }
        environment.put(
                "TOURNIQUET_APPROVAL_MINUTES",
                String.valueOf(settings.controls().approvalMinutes()));
        if (!settings.securityHubOrders().isEmpty()) {
            environment.put(
                    "TOURNIQUET_ORDERS",
                    settings.securityHubOrders().stream()
                            .sorted()
                            .map(SecurityHubOrder::key)
                            .collect(Collectors.joining(",")));
        }
        environment.put("TOURNIQUET_DEAD_LETTERS", deadLettersUrl(place));
        environment.put(
                "TOURNIQUET_FINDING_TYPES",
                rules.stream().flatMap(rule -> rule.types().stream()).collect(Collectors.joining(",")));
        environment.put("TOURNIQUET_SEVERITY", json(settings.severityOf(response)));
        if (settings.exemptions().byTag()) {
            environment.put("TOURNIQUET_EXEMPTION_TAG", settings.exemptions().tag());
        }
        if (!settings.exemptions().resources().isEmpty()) {
            environment.put(
                    "TOURNIQUET_EXEMPT", String.join(",", settings.exemptions().resources()));
        }
        environment.put("TOURNIQUET_PROTECTED", outOfReach(place, settings));
        environment.putAll(
                switch (response) {
                    case ISOLATE_INSTANCE ->
                        Map.of(
                                "TOURNIQUET_CUT_CONNECTIONS", String.valueOf(settings.cutConnections()),
                                "TOURNIQUET_DISASSOCIATE_ADDRESSES", String.valueOf(settings.disassociateElasticIps()));
                    case REVOKE_SESSIONS -> Map.of("TOURNIQUET_SEVERITY_ROLE_WIDE", json(settings.roleWideSeverity()));
                    case DEACTIVATE_ACCESS_KEY, BLOCK_PUBLIC_ACCESS -> Map.of();
                });
        return fitting(place, response.key(), environment);
    }

    static SortedMap<String, String> ofPruner(Place place, Settings settings) {
        SortedMap<String, String> environment = ofAny();
        environment.put("TOURNIQUET_PROTECTED", outOfReach(place, settings));
        return fitting(place, Names.PRUNE, environment);
    }

    static SortedMap<String, String> ofRepublisher(Place place, Settings settings) {
        SortedMap<String, String> environment = ofRecorder(place);
        environment.put(
                "TOURNIQUET_RESPONSES",
                settings.responses().stream().map(Response::key).collect(Collectors.joining(",")));
        return environment;
    }

    /** Of whatever writes to the ledger and publishes. */
    static SortedMap<String, String> ofRecorder(Place place) {
        SortedMap<String, String> environment = ofAny();
        environment.put("TOURNIQUET_ACCOUNT", place.account());
        environment.put("TOURNIQUET_LEDGER", Names.LEDGER);
        environment.put("TOURNIQUET_BUS", Names.BUS);
        return environment;
    }

    static SortedMap<String, String> ofNotifier(Place place, Notifications notifications) {
        SortedMap<String, String> environment = ofAny();
        environment.put("TOURNIQUET_ACCOUNT", place.account());
        environment.put("TOURNIQUET_LEDGER", Names.LEDGER);
        environment.put("TOURNIQUET_TOPIC", place.arn("sns", Names.TOPIC));
        environment.put(
                "TOURNIQUET_NOTIFY_OUTCOMES",
                notifications.outcomes().stream().map(Outcome::name).collect(Collectors.joining(",")));
        environment.put("TOURNIQUET_NOTIFY_SEVERITY", Severity.text(notifications.fromSeverity()));
        environment.put("TOURNIQUET_SECURITY_HUB", String.valueOf(notifications.securityHub()));
        String secret = notifications.slackSecret();
        if (secret != null) {
            environment.put("TOURNIQUET_SLACK_SECRET", secret);
        }
        return environment;
    }

    private static SortedMap<String, String> ofAny() {
        return new TreeMap<>(Map.of("JAVA_TOOL_OPTIONS", JVM_OPTIONS));
    }

    private static String outOfReach(Place place, Settings settings) {
        return Stream.concat(RolesOutOfReach.own(place).stream(), settings.protectedPrincipals().stream())
                .collect(Collectors.joining(","));
    }

    /** Says so before a deployment would fail. All values are ASCII. */
    private static SortedMap<String, String> fitting(
            Place place, String module, SortedMap<String, String> environment) {
        int size = environment.entrySet().stream()
                .mapToInt(variable ->
                        variable.getKey().length() + variable.getValue().length() + PUNCTUATION)
                .sum();
        if (size > MOST_CHARACTERS) {
            throw new ConfigurationException(
                    "tourniquet.accounts." + place.account() + ".regions." + place.region(),
                    "the environment of %s would have %d characters, and Lambda takes %d; exemptResources and"
                                    .formatted(module, size, MOST_CHARACTERS)
                            + " protectedPrincipals are what can be shorter, with * for what their entries share");
        }
        return environment;
    }

    private static String deadLettersUrl(Place place) {
        return "https://sqs.%s.%s/%s/%s".formatted(place.region(), place.domain(), place.account(), Names.DEAD_LETTERS);
    }

    /** {@code {"default":7,"<type prefix>":5}}; type prefixes are plain characters, so nothing needs escaping. */
    static String json(Severity severity) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        json.add("\"default\":" + Severity.text(severity.byDefault()));
        severity.byType().forEach((type, threshold) -> json.add("\"" + type + "\":" + Severity.text(threshold)));
        return json.toString();
    }
}
