package dev.tourniquet.infra.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What applies to one account and Region once defaults, account and Region are laid over each other.
 *
 * @param severity            least severity for each response; for revoke-sessions, to revoke one instance's session
 * @param roleWideSeverity    least severity to revoke all sessions of a role
 * @param protectedPrincipals names or ARNs of roles and users that are never touched, {@code *} as wildcard
 * @param cutConnections      whether an isolation also cuts the connections that are tracked already
 * @param disassociateElasticIps whether an isolation takes the instance's Elastic IP addresses away
 * @param notificationAddress e-mail address for outcomes and alarms; none where null
 * @param notifications       of what people hear, and where besides
 * @param modes               what each response does by itself
 * @param controls            how much happens without a person
 * @param securityHubOrders   what a person may order in Security Hub
 * @param permissionsBoundary ARN of a managed policy that bounds every role; none where null
 * @param logRetentionDays    one of the periods that CloudWatch Logs knows
 * @param reservedConcurrency how many findings one response contains at a time; 0 reserves nothing
 */
public record Settings(
        Set<Response> responses,
        Modes modes,
        Map<Response, Severity> severity,
        Severity roleWideSeverity,
        Controls controls,
        Set<SecurityHubOrder> securityHubOrders,
        Exemptions exemptions,
        List<String> protectedPrincipals,
        boolean cutConnections,
        boolean disassociateElasticIps,
        @Nullable String notificationAddress,
        Notifications notifications,
        @Nullable String permissionsBoundary,
        int logRetentionDays,
        int reservedConcurrency) {

    public Settings {
        responses = Collections.unmodifiableSet(EnumSet.copyOf(responses));
        severity = Collections.unmodifiableMap(new EnumMap<>(severity));
        securityHubOrders = Set.copyOf(securityHubOrders);
        protectedPrincipals = List.copyOf(protectedPrincipals);
    }

    /** What applies where cdk.json says nothing; docs/configuration.md gives the reason for each. */
    public static Settings defaults() {
        Map<Response, Severity> severity = new EnumMap<>(Response.class);
        severity.put(
                Response.ISOLATE_INSTANCE, Severity.of(7).with("UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", 5));
        severity.put(Response.REVOKE_SESSIONS, Severity.of(4));
        severity.put(
                Response.DEACTIVATE_ACCESS_KEY,
                Severity.of(7)
                        .with("CredentialAccess:IAMUser/CompromisedCredentials", 4)
                        .with("UnauthorizedAccess:IAMUser/MaliciousIPCaller", 5)
                        .with("UnauthorizedAccess:IAMUser/TorIPCaller", 5));
        severity.put(Response.BLOCK_PUBLIC_ACCESS, Severity.of(1));
        return new Settings(
                EnumSet.allOf(Response.class),
                Modes.of(Mode.OBSERVE),
                severity,
                Severity.of(7),
                Controls.defaults(),
                Set.of(),
                new Exemptions("tourniquet:exempt", true, List.of()),
                List.of(),
                false,
                false,
                null,
                Notifications.defaults(),
                null,
                365,
                3);
    }

    public Severity severityOf(Response response) {
        Severity found = severity.get(response);
        if (found == null) {
            throw new IllegalArgumentException("No severity for " + response.key());
        }
        return found;
    }

    public Settings withProtectedPrincipals(List<String> principals) {
        return with(securityHubOrders, principals, cutConnections, disassociateElasticIps, notifications);
    }

    /** With all that a person can order in Security Hub. */
    public Settings withSecurityHubOrders() {
        return with(
                EnumSet.allOf(SecurityHubOrder.class),
                protectedPrincipals,
                cutConnections,
                disassociateElasticIps,
                notifications);
    }

    /** With both options by which an isolation takes more away. */
    public Settings withHarderCuts() {
        return with(securityHubOrders, protectedPrincipals, true, true, notifications);
    }

    public Settings withNotifications(Notifications other) {
        return with(securityHubOrders, protectedPrincipals, cutConnections, disassociateElasticIps, other);
    }

    private Settings with(
            Set<SecurityHubOrder> orders,
            List<String> principals,
            boolean connections,
            boolean addresses,
            Notifications otherNotifications) {
        return new Settings(
                responses,
                modes,
                severity,
                roleWideSeverity,
                controls,
                orders,
                exemptions,
                principals,
                connections,
                addresses,
                notificationAddress,
                otherNotifications,
                permissionsBoundary,
                logRetentionDays,
                reservedConcurrency);
    }
}
