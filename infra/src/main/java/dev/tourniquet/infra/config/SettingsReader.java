package dev.tourniquet.infra.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lays one section of the configuration (defaults, an account, a Region) over the settings so far. */
final class SettingsReader {

    static final Set<String> KEYS = new LinkedHashSet<>(List.of(
            "responses",
            "mode",
            "limits",
            "securityHubOrders",
            "severity",
            "roleWideSeverity",
            "exemptionTag",
            "tagExemptions",
            "exemptResources",
            "protectedPrincipals",
            "cutConnections",
            "disassociateElasticIps",
            "notificationAddress",
            "notifications",
            "permissionsBoundary",
            "logRetentionDays",
            "reservedConcurrency"));

    /** CloudWatch Logs API, PutRetentionPolicy, retentionInDays. */
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private SettingsReader() {}

    static Settings overlay(Settings base, ConfigNode section) {
        return new Settings(
                section.find("responses").map(SettingsReader::responses).orElse(base.responses()),
                section.find("mode").map(mode -> modes(base.modes(), mode)).orElse(base.modes()),
                section.find("severity")
                        .map(severity -> severity(base.severity(), severity))
                        .orElse(base.severity()),
                section.find("roleWideSeverity")
                        .map(severity -> thresholds(Response.REVOKE_SESSIONS, base.roleWideSeverity(), severity))
                        .orElse(base.roleWideSeverity()),
                section.find("limits")
                        .map(limits -> controls(base.controls(), limits))
                        .orElse(base.controls()),
                section.find("securityHubOrders").map(SettingsReader::orders).orElse(base.securityHubOrders()),
                exemptions(base.exemptions(), section),
                section.find("protectedPrincipals")
                        .map(more -> joined(base.protectedPrincipals(), more, Patterns::principal))
                        .orElse(base.protectedPrincipals()),
                section.find("cutConnections").map(ConfigNode::flag).orElse(base.cutConnections()),
                section.find("disassociateElasticIps").map(ConfigNode::flag).orElse(base.disassociateElasticIps()),
                section.find("notificationAddress")
                        .map(address -> address.textLike("[^@\\s]+@[^@\\s]+\\.[^@\\s]+", "an e-mail address"))
                        .orElse(base.notificationAddress()),
                section.find("notifications")
                        .map(own -> notifications(base.notifications(), own))
                        .orElse(base.notifications()),
                section.find("permissionsBoundary")
                        .map(arn -> arn.textLike(
                                "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+",
                                "the ARN of a managed policy"))
                        .orElse(base.permissionsBoundary()),
                section.find("logRetentionDays")
                        .map(days -> days.oneOf(RETENTION_DAYS))
                        .orElse(base.logRetentionDays()),
                section.find("reservedConcurrency")
                        .map(functions -> functions.integer(0, 100))
                        .orElse(base.reservedConcurrency()));
    }

    /** A mode for everything, or by response; each a word, or words by the severity from which they hold. */
    private static Modes modes(Modes base, ConfigNode node) {
        if (node.json().isTextual()) {
            return Modes.of(mode(node));
        }
        if (!node.json().isObject()) {
            throw node.error(node.json() + " is neither a mode nor modes by response");
        }
        List<String> known = Stream.concat(
                        Stream.of("default"), Stream.of(Response.values()).map(Response::key))
                .toList();
        node.withOnly(known);
        Map<Response, SortedMap<Double, Mode>> own = new EnumMap<>(Response.class);
        own.putAll(base.byResponse());
        for (Response response : Response.values()) {
            node.find(response.key()).ifPresent(section -> own.put(response, bySeverity(section)));
        }
        return new Modes(node.find("default").map(SettingsReader::bySeverity).orElse(base.byDefault()), own);
    }

    private static SortedMap<Double, Mode> bySeverity(ConfigNode node) {
        if (node.json().isTextual()) {
            return Modes.from(mode(node));
        }
        SortedMap<Double, Mode> modes = new TreeMap<>();
        node.members().forEach((severity, mode) -> {
            if (!severity.matches("([1-9](\\.\\d)?|10)")) {
                throw mode.error("a severity is a number from 1 to 10");
            }
            modes.put(Double.valueOf(severity), mode(mode));
        });
        if (modes.isEmpty()) {
            throw node.error("is empty; off does nothing");
        }
        return modes;
    }

    private static Mode mode(ConfigNode node) {
        return node.oneOf(Mode.values(), Mode::key);
    }

    private static Controls controls(Controls base, ConfigNode node) {
        node.withOnly(List.of("hourly", "shared", "sharedTags", "approvalMinutes"));
        return new Controls(
                node.find("hourly")
                        .map(limit -> limit.integer(1, Controls.MOST))
                        .orElse(base.hourlyLimit()),
                node.find("shared")
                        .map(limit -> limit.integer(1, Controls.MOST))
                        .orElse(base.sharedLimit()),
                node.find("sharedTags")
                        .map(tags -> tags.elements().stream()
                                .map(tag -> tag.textLike("[\\w .:/=+@-]{1,128}", "a tag key"))
                                .toList())
                        .orElse(base.sharedTags()),
                node.find("approvalMinutes")
                        .map(minutes -> minutes.integer(5, 7 * 24 * 60))
                        .orElse(base.approvalMinutes()));
    }

    private static Set<Response> responses(ConfigNode list) {
        Set<Response> responses = EnumSet.noneOf(Response.class);
        list.elements().forEach(name -> responses.add(name.oneOf(Response.values(), Response::key)));
        if (responses.isEmpty()) {
            throw list.error("is empty; leave the Region out to run nothing there");
        }
        return responses;
    }

    /** An empty list takes back what another level allows. */
    private static Set<SecurityHubOrder> orders(ConfigNode list) {
        Set<SecurityHubOrder> orders = EnumSet.noneOf(SecurityHubOrder.class);
        list.elements().forEach(name -> orders.add(name.oneOf(SecurityHubOrder.values(), SecurityHubOrder::key)));
        return orders;
    }

    private static Map<Response, Severity> severity(Map<Response, Severity> base, ConfigNode byResponse) {
        byResponse.withOnly(
                List.of(Response.values()).stream().map(Response::key).toList());
        Map<Response, Severity> severity = new EnumMap<>(base);
        for (Response response : Response.values()) {
            byResponse
                    .find(response.key())
                    .ifPresent(section -> severity.computeIfPresent(
                            response, (same, before) -> thresholds(response, before, section)));
        }
        return severity;
    }

    private static Severity thresholds(Response response, Severity base, ConfigNode section) {
        Severity result = base;
        for (Map.Entry<String, ConfigNode> entry : section.members().entrySet()) {
            String type = entry.getKey();
            double threshold = entry.getValue().number(1, 10);
            if (type.equals("default")) {
                result = result.withDefault(threshold);
            } else if (response.findingTypes().stream()
                    .anyMatch(known -> type.startsWith(known) || known.startsWith(type))) {
                result = result.with(type, threshold);
            } else {
                throw entry.getValue().error("no finding type that reaches " + response.key() + " starts like this");
            }
        }
        return result;
    }

    private static Notifications notifications(Notifications base, ConfigNode section) {
        section.withOnly(List.of("outcomes", "fromSeverity", "slackSecret", "securityHub"));
        return new Notifications(
                section.find("outcomes").map(SettingsReader::outcomes).orElse(base.outcomes()),
                section.find("fromSeverity").map(least -> least.number(1, 10)).orElse(base.fromSeverity()),
                section.find("slackSecret")
                        .map(arn -> arn.textLike(
                                "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]+-\\w{6}",
                                "the whole ARN of a secret, with the six characters that Secrets Manager adds to its"
                                        + " name; the webhook itself never belongs here"))
                        .orElse(base.slackSecret()),
                section.find("securityHub").map(ConfigNode::flag).orElse(base.securityHub()));
    }

    private static Set<Outcome> outcomes(ConfigNode list) {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        list.elements().forEach(name -> outcomes.add(name.oneOf(Outcome.values(), Outcome::name)));
        if (outcomes.isEmpty()) {
            throw list.error(
                    "is empty: nobody would hear of a containment; to hear of grave ones only, raise fromSeverity");
        }
        return outcomes;
    }

    private static Exemptions exemptions(Exemptions base, ConfigNode section) {
        return new Exemptions(
                section.find("exemptionTag")
                        .map(tag -> tag.textLike("(?!aws:)[\\w .:/=+@-]{1,128}", "a tag key"))
                        .orElse(base.tag()),
                section.find("tagExemptions").map(ConfigNode::flag).orElse(base.byTag()),
                section.find("exemptResources")
                        .map(more -> joined(base.resources(), more, Patterns::resource))
                        .orElse(base.resources()));
    }

    /** Adds to those of the sections above: no section can put within reach what another took out of it. */
    private static List<String> joined(List<String> base, ConfigNode more, Function<ConfigNode, String> read) {
        Set<String> all = new LinkedHashSet<>(base);
        more.elements().forEach(element -> all.add(read.apply(element)));
        return List.copyOf(all);
    }
}
