package dev.tourniquet.revokesessions;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.runtime.Environment;
import dev.tourniquet.runtime.FunctionConfig;

/**
 * The configuration of this function.
 *
 * @param function what all responding functions have; its severity is the least at which anything is revoked
 * @param roleWide {@code TOURNIQUET_SEVERITY_ROLE_WIDE}, the least severity at which all sessions of a role are revoked
 *     without asking
 */
record RevokeSessionsConfig(FunctionConfig function, Thresholds roleWide) {

    /** Reads the environment; throws IllegalArgumentException that names the variable at fault. */
    static RevokeSessionsConfig read(Environment environment) {
        return new RevokeSessionsConfig(
                FunctionConfig.read(environment),
                environment.required("TOURNIQUET_SEVERITY_ROLE_WIDE", FunctionConfig::thresholds));
    }

    /** Whether the finding is severe enough to cut legitimate sessions with the one that it is about. */
    boolean isEnoughForRole(Finding finding) {
        return finding.severity() >= roleWide.of(finding.type());
    }
}
