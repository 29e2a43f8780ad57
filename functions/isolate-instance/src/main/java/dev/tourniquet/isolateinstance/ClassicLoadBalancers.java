package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Calls;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;

/** Reads and changes which instances are registered with classic load balancers. They know an instance by its id alone. */
final class ClassicLoadBalancers {
    private static final Set<String> BALANCER_GONE = Set.of("LoadBalancerNotFound");
    private static final Set<String> ANY_GONE = Set.of("LoadBalancerNotFound", "InvalidInstance");

    private final ElasticLoadBalancingClient balancing;

    ClassicLoadBalancers(ElasticLoadBalancingClient balancing) {
        this.balancing = balancing;
    }

    /** The names of all, and whether {@code instanceId} is registered with each. */
    Map<String, Boolean> registrations(String instanceId) {
        return Calls.call(
                "elasticloadbalancing:DescribeLoadBalancers",
                "*",
                () -> balancing.describeLoadBalancersPaginator().loadBalancerDescriptions().stream()
                        .collect(Collectors.toMap(
                                LoadBalancerDescription::loadBalancerName,
                                found -> found.instances().stream()
                                        .map(Instance::instanceId)
                                        .anyMatch(instanceId::equals),
                                (one, other) -> one || other,
                                TreeMap::new)));
    }

    /** Auto Scaling or a person may have done so at the same time; what came of it is read back. */
    void deregister(String balancer, String instanceId) {
        Calls.find(
                "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
                balancer,
                ANY_GONE,
                () -> balancing.deregisterInstancesFromLoadBalancer(
                        request -> request.loadBalancerName(balancer).instances(instance(instanceId))));
    }

    /** False where the load balancer is gone. */
    boolean register(String balancer, String instanceId) {
        return Calls.find(
                        "elasticloadbalancing:RegisterInstancesWithLoadBalancer",
                        balancer,
                        BALANCER_GONE,
                        () -> balancing.registerInstancesWithLoadBalancer(
                                request -> request.loadBalancerName(balancer).instances(instance(instanceId))))
                .isPresent();
    }

    private static Instance instance(String id) {
        return Instance.builder().instanceId(id).build();
    }
}
