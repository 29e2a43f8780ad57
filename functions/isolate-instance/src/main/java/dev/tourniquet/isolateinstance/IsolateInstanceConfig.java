package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Environment;
import dev.tourniquet.runtime.FunctionConfig;

/**
 * The configuration of this function.
 *
 * @param function what all responding functions have
 * @param cutConnections {@code TOURNIQUET_CUT_CONNECTIONS}, true or false: whether connections that are open are cut too, see
 *     {@link ConnectionCut}
 * @param disassociateAddresses {@code TOURNIQUET_DISASSOCIATE_ADDRESSES}, true or false: whether Elastic IP addresses are
 *     taken from the instance
 */
record IsolateInstanceConfig(FunctionConfig function, boolean cutConnections, boolean disassociateAddresses) {

    /** Reads the environment; throws IllegalArgumentException that names the variable at fault. */
    static IsolateInstanceConfig read(Environment environment) {
        return new IsolateInstanceConfig(
                FunctionConfig.read(environment),
                flag(environment, "TOURNIQUET_CUT_CONNECTIONS"),
                flag(environment, "TOURNIQUET_DISASSOCIATE_ADDRESSES"));
    }

    private static boolean flag(Environment environment, String name) {
        return environment.optional(name).isPresent()
                && environment.required(name, value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("\"" + value + "\" is neither true nor false");
                });
    }
}
