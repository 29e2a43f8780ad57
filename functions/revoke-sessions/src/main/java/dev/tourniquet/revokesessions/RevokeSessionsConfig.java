package dev.tourniquet.revokesessions;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Target;
import dev.tourniquet.runtime.Environment;
import dev.tourniquet.runtime.FunctionConfig;

/**
 * The configuration of this function.
 *
 * @param function what all responding functions have; its severity is the least at which one instance's session is revoked
 * @param roleWide {@code TOURNIQUET_SEVERITY_ROLE_WIDE}, the least severity at which all sessions of a role are revoked
 */
record RevokeSessionsConfig(FunctionConfig function, Thresholds roleWide) {

    /** Reads the environment; throws IllegalArgumentException that names the variable at fault. */
    static RevokeSessionsConfig read(Environment environment) {
        return new RevokeSessionsConfig(
                FunctionConfig.read(environment),
                environment.required("TOURNIQUET_SEVERITY_ROLE_WIDE", FunctionConfig::thresholds));
    }

    /** Cutting a whole role cuts legitimate sessions with it, so it asks for more. */
    Thresholds thresholds(Target.RoleSession session) {
        return session.ofInstance() ? function.severity() : roleWide;
    }
}
