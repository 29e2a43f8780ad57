package dev.tourniquet.proof.load;

import dev.tourniquet.proof.load.TokenBucket.Size;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rates at which an account may call, in one Region. Those of EC2 and of Elastic Load Balancing are documented. The
 * others are not: IAM and Auto Scaling say only that they throttle, and S3 documents the rates of objects, not those of
 * buckets' settings. What is assumed for them is on the low side of what users report.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html">Request throttling for the Amazon
 *     EC2 API</a>
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html">Request
 *     throttling for the Elastic Load Balancing API</a>
 * @see <a href="https://aws.amazon.com/blogs/security/how-to-monitor-and-query-iam-resources-at-scale-part-2/">IAM
 *     throttles by token buckets, without numbers</a>
 */
public final class RateLimits {
    private static final Set<String> UNFILTERED = Set.of(
            "DescribeInstances",
            "DescribeInstanceStatus",
            "DescribeNetworkInterfaces",
            "DescribeSecurityGroups",
            "DescribeSnapshots",
            "DescribeVolumes");
    private static final Set<String> OF_THEIR_OWN =
            Set.of("CreateNetworkInterface", "CreateSnapshot", "CreateSnapshots", "ModifyNetworkInterfaceAttribute");

    /** Marks a call that is made with a filter, or in pages. */
    static final String NARROWED = " narrowed";

    private RateLimits() {}

    /**
     * The buckets that a call draws from, each by its name.
     *
     * @param call service and operation, {@code Ec2:DescribeInstances}, and {@link #NARROWED} where that is so
     */
    public static Map<String, Size> draws(String call) {
        String service = call.substring(0, call.indexOf(':'));
        String operation = call.substring(call.indexOf(':') + 1).replace(NARROWED, "");
        String kind = reads(operation) ? " reads" : " writes";
        return switch (service) {
            case "Ec2" -> Map.of(call, ofEc2(operation, call.endsWith(NARROWED)));
            case "ElasticLoadBalancingV2", "ElasticLoadBalancing" ->
                Map.of(
                        service,
                        new Size(40, 10),
                        service + kind,
                        reads(operation) ? new Size(40, 10) : new Size(20, 3));
            // Assumed, for all operations of the service together: 10 reads and 5 writes a second.
            case "Iam", "AutoScaling", "S3", "S3Control" ->
                Map.of(service + kind, reads(operation) ? new Size(20, 10) : new Size(10, 5));
            // A table on demand takes 4,000 writes a second from its first day, an event bus hundreds, a queue any
            // number.
            case "DynamoDb", "EventBridge", "Sqs" -> Map.of();
            default -> throw new IllegalArgumentException("no rates are known for " + service);
        };
    }

    private static Size ofEc2(String operation, boolean narrowed) {
        if (reads(operation)) {
            return UNFILTERED.contains(operation) && !narrowed ? new Size(50, 10) : new Size(100, 20);
        }
        return switch (operation) {
            case "CreateTags", "DeleteTags" -> new Size(100, 10);
            default -> OF_THEIR_OWN.contains(operation) ? new Size(100, 5) : new Size(50, 5);
        };
    }

    private static boolean reads(String operation) {
        return Stream.of("Describe", "Get", "List", "Search", "Head").anyMatch(operation::startsWith);
    }
}
