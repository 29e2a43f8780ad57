package dev.tourniquet.replay.sandbox;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerRequest;

/** Registers an instance with a classic load balancer once, however often it is asked. The emulator lists it each time. */
public final class ClassicRegistrations implements ExecutionInterceptor {
    private final ElasticLoadBalancingClient balancing;

    /** @param balancing not a client with this interceptor */
    public ClassicRegistrations(ElasticLoadBalancingClient balancing) {
        this.balancing = balancing;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.request() instanceof RegisterInstancesWithLoadBalancerRequest register) {
            balancing.deregisterInstancesFromLoadBalancer(request ->
                    request.loadBalancerName(register.loadBalancerName()).instances(register.instances()));
        }
    }
}
