package dev.tourniquet.finding;

/**
 * GuardDuty's {@code service.resourceRole}. For an instance, TARGET means that it is attacked and ACTOR that it attacks;
 * for access keys and buckets GuardDuty says TARGET throughout, because the resource was called. Absent on Runtime
 * Monitoring and malware findings (UNSTATED); anything else that is written there is UNKNOWN.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Service.html">API_Service</a>
 */
public enum ResourceRole {
    ACTOR,
    TARGET,
    UNSTATED,
    UNKNOWN
}
