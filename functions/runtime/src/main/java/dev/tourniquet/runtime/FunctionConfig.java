package dev.tourniquet.runtime;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tourniquet.control.Controls;
import dev.tourniquet.control.Limits;
import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.decision.Modes;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.exemption.Exemptions;
import dev.tourniquet.finding.Order;
import dev.tourniquet.json.Json;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The configuration of a responding function, read once at start. infra sets every variable.
 *
 * @param account {@code TOURNIQUET_ACCOUNT}, the own account, 12 digits
 * @param region {@code AWS_REGION}
 * @param modes {@code TOURNIQUET_MODE}, see {@link #modes}
 * @param ledgerTable {@code TOURNIQUET_LEDGER}
 * @param bus {@code TOURNIQUET_BUS}
 * @param deadLetters {@code TOURNIQUET_DEAD_LETTERS}, a queue's URL
 * @param findingTypes {@code TOURNIQUET_FINDING_TYPES}, prefixes of finding types, separated by commas
 * @param severity {@code TOURNIQUET_SEVERITY}, see {@link #thresholds}
 * @param limits {@code TOURNIQUET_HOURLY_LIMIT}, containments an hour, and {@code TOURNIQUET_SHARED_LIMIT}, those of resources
 *     that share the value of a tag, each from 1 to 500, unset where as many as come; {@code TOURNIQUET_SHARED_TAGS}, keys of such tags, separated by commas
 * @param approvalsLast {@code TOURNIQUET_APPROVAL_MINUTES}, how long a plan that was shown can be approved
 * @param orders {@code TOURNIQUET_ORDERS}, what a person may order in Security Hub: {@code contain}, {@code release} or both,
 *     separated by commas; unset where nothing
 * @param exemptions {@code TOURNIQUET_EXEMPTION_TAG}, the key of the tag that exempts a resource, unset where tags do not
 *     count; {@code TOURNIQUET_EXEMPT}, ids, names or ARNs with {@code *}, separated by commas
 * @param protectedPrincipals {@code TOURNIQUET_PROTECTED}, names or ARNs with {@code *}, separated by commas
 */
public record FunctionConfig(
        String account,
        String region,
        Modes modes,
        String ledgerTable,
        String bus,
        String deadLetters,
        List<String> findingTypes,
        Thresholds severity,
        Limits limits,
        Duration approvalsLast,
        Set<Order.Kind> orders,
        Exemptions exemptions,
        List<String> protectedPrincipals) {

    /** Reads the environment; throws IllegalArgumentException that names the variable at fault. */
    public static FunctionConfig read(Environment environment) {
        List<String> types = environment.list("TOURNIQUET_FINDING_TYPES");
        if (types.isEmpty()) {
            throw new IllegalArgumentException("environment variable TOURNIQUET_FINDING_TYPES names no finding type");
        }
        return new FunctionConfig(
                environment.required("TOURNIQUET_ACCOUNT", FunctionConfig::account),
                environment.required("AWS_REGION"),
                environment.required("TOURNIQUET_MODE", FunctionConfig::modes),
                environment.required("TOURNIQUET_LEDGER"),
                environment.required("TOURNIQUET_BUS"),
                environment.required("TOURNIQUET_DEAD_LETTERS"),
                types,
                environment.required("TOURNIQUET_SEVERITY", FunctionConfig::thresholds),
                limits(environment),
                environment
                        .optional("TOURNIQUET_APPROVAL_MINUTES")
                        .map(value -> Duration.ofMinutes(number("TOURNIQUET_APPROVAL_MINUTES", value)))
                        .orElse(Controls.FOUR_HOURS),
                orders(environment),
                new Exemptions(
                        environment.optional("TOURNIQUET_EXEMPTION_TAG").orElse(null),
                        environment.list("TOURNIQUET_EXEMPT")),
                environment.list("TOURNIQUET_PROTECTED"));
    }

    /** The partition of the Region: {@code aws}, {@code aws-cn}, ... */
    public String partition() {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    /** The part of the configuration that decisions depend on. */
    Controls controls() {
        return new Controls(new Decider(account, region, modes, findingTypes), limits, approvalsLast, orders);
    }

    /** Reads {@code {"default": 7, "<type prefix>": 5}}; severities are numbers from 1 to 10. */
    public static Thresholds thresholds(String json) {
        Map<String, Double> severities =
                new LinkedHashMap<>(Json.read(json, new TypeReference<Map<String, Double>>() {}));
        severities.forEach((prefix, severity) -> {
            if (severity == null || !(severity >= 1 && severity <= 10)) {
                throw new IllegalArgumentException("the severity of \"" + prefix + "\" is not a number from 1 to 10");
            }
        });
        Double byDefault = severities.remove("default");
        if (byDefault == null) {
            throw new IllegalArgumentException("\"default\" is missing");
        }
        return new Thresholds(byDefault, severities);
    }

    private static String account(String value) {
        if (!value.matches("\\d{12}")) {
            throw new IllegalArgumentException("\"" + value + "\" is not an account id of 12 digits");
        }
        return value;
    }

    /** Reads a mode, or modes by the severity from which they hold: {@code {"1": "observe", "7": "approve"}}. */
    static Modes modes(String value) {
        if (!value.startsWith("{")) {
            return Modes.of(mode(value));
        }
        SortedMap<Double, Mode> from = new TreeMap<>();
        Json.read(value, new TypeReference<Map<String, String>>() {}).forEach((severity, mode) -> {
            if (!severity.matches("\\d{1,2}(\\.\\d)?")) {
                throw new IllegalArgumentException("\"" + severity + "\" is no severity");
            }
            from.put(Double.valueOf(severity), mode(mode));
        });
        return new Modes(from);
    }

    private static Limits limits(Environment environment) {
        return Limits.of(
                limit(environment, "TOURNIQUET_HOURLY_LIMIT"),
                limit(environment, "TOURNIQUET_SHARED_LIMIT"),
                environment.list("TOURNIQUET_SHARED_TAGS"));
    }

    private static Set<Order.Kind> orders(Environment environment) {
        Set<Order.Kind> orders = EnumSet.noneOf(Order.Kind.class);
        for (String order : environment.list("TOURNIQUET_ORDERS")) {
            orders.add(
                    switch (order) {
                        case "contain" -> Order.Kind.CONTAIN;
                        case "release" -> Order.Kind.RELEASE;
                        default ->
                            throw new IllegalArgumentException("environment variable TOURNIQUET_ORDERS: \"" + order
                                    + "\" is neither contain nor release");
                    });
        }
        return orders;
    }

    private static @Nullable Integer limit(Environment environment, String name) {
        return environment.optional(name).map(value -> number(name, value)).orElse(null);
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("environment variable " + name + " is no positive number: " + value);
        }
        return Integer.parseInt(value);
    }

    private static Mode mode(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "off" -> Mode.OFF;
            case "approve" -> Mode.APPROVE;
            case "observe" -> Mode.OBSERVE;
            case "enforce" -> Mode.ENFORCE;
            default ->
                throw new IllegalArgumentException("\"" + value + "\" is none of off, observe, approve and enforce");
        };
    }
}
