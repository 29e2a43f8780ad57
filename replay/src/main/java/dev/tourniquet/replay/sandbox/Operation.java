package dev.tourniquet.replay.sandbox;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * What a call is called.
 *
 * @param service the service, as IAM abbreviates it
 * @param name the API operation
 */
public record Operation(String service, String name) {
    private static final Map<String, String> IAM_NAMES = Map.of(
            "elasticloadbalancingv2", "elasticloadbalancing",
            "eventbridge", "events",
            "s3control", "s3");

    /** The call that is under way. */
    public static Operation of(ExecutionAttributes attributes) {
        String service = attributes
                .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        return new Operation(
                IAM_NAMES.getOrDefault(service, service),
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    @Override
    public String toString() {
        return service + ":" + name;
    }
}
