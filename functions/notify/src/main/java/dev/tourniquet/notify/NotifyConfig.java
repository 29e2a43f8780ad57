package dev.tourniquet.notify;

import dev.tourniquet.engine.Outcome;
import dev.tourniquet.runtime.Environment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The configuration, read once at start. infra sets every variable.
 *
 * @param account {@code TOURNIQUET_ACCOUNT}, 12 digits
 * @param region {@code AWS_REGION}
 * @param ledgerTable {@code TOURNIQUET_LEDGER}
 * @param topic {@code TOURNIQUET_TOPIC}, an ARN
 * @param policy {@code TOURNIQUET_NOTIFY_OUTCOMES}, names of outcomes, separated by commas; {@code
 *     TOURNIQUET_NOTIFY_SEVERITY}, a number from 1 to 10
 * @param slackSecret {@code TOURNIQUET_SLACK_SECRET}, the ARN of a secret, unset where Slack is not told
 * @param securityHub {@code TOURNIQUET_SECURITY_HUB}, true or false
 */
record NotifyConfig(
        String account,
        String region,
        String ledgerTable,
        String topic,
        Policy policy,
        Optional<String> slackSecret,
        boolean securityHub) {

    /** Reads the environment; throws IllegalArgumentException that names the variable at fault. */
    static NotifyConfig read(Environment environment) {
        return new NotifyConfig(
                environment.required("TOURNIQUET_ACCOUNT"),
                environment.required("AWS_REGION"),
                environment.required("TOURNIQUET_LEDGER"),
                environment.required("TOURNIQUET_TOPIC"),
                new Policy(
                        environment.required("TOURNIQUET_NOTIFY_OUTCOMES", NotifyConfig::outcomes),
                        environment.required("TOURNIQUET_NOTIFY_SEVERITY", NotifyConfig::severity)),
                environment.optional("TOURNIQUET_SLACK_SECRET"),
                environment.required("TOURNIQUET_SECURITY_HUB", NotifyConfig::flag));
    }

    /** The partition of the Region: {@code aws}, {@code aws-cn}, ... */
    String partition() {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    private static Set<Outcome.Kind> outcomes(String names) {
        Set<Outcome.Kind> outcomes = EnumSet.noneOf(Outcome.Kind.class);
        for (String name : names.split(",", -1)) {
            outcomes.add(Outcome.Kind.valueOf(name.strip()));
        }
        return outcomes;
    }

    private static double severity(String text) {
        double severity = Double.parseDouble(text);
        if (!(severity >= 1 && severity <= 10)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number from 1 to 10");
        }
        return severity;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }
}
