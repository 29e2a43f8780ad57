package dev.tourniquet.replay.result;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call that a function made.
 *
 * @param service the service, as IAM abbreviates it
 * @param operation the API operation
 * @param parameters what it was called with
 * @param error the error code it failed with, or null
 */
public record ApiCall(
        String service,
        String operation,
        String parameters,
        @Nullable String error) {
    private static final Pattern READING = Pattern.compile("(Describe|Get|List|Query|Head).*");
    private static final Pattern OWN = Pattern.compile("dynamodb|events|sqs");

    /** Whether it is one that changes something of the account, were it to succeed. */
    public boolean mutating() {
        return !own() && !READING.matcher(operation).matches();
    }

    /** Whether it serves the responder's own records: its ledger, its bus, its queue. */
    public boolean own() {
        return OWN.matcher(service).matches();
    }

    @Override
    public String toString() {
        return service + ":" + operation + " " + parameters;
    }
}
