package dev.tourniquet.revokesessions;

import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;

/** Looks after every change of a role's policies whether the sessions that were denied before are denied still. */
final class Moments implements ExecutionInterceptor {
    private final World world;
    private final String roleName;
    private final List<Revocation> watched = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private int seen;

    Moments(World world, String roleName) {
        this.world = world;
        this.roleName = roleName;
    }

    void watch(Revocation... denied) {
        watched.addAll(List.of(denied));
    }

    /** How many changes there were. */
    synchronized int seen() {
        return seen;
    }

    /** Who was let go, and after which change. */
    synchronized List<String> open() {
        return open;
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof PutRolePolicyRequest)
                && !(context.request() instanceof DeleteRolePolicyRequest)) {
            return;
        }
        seen++;
        Map<String, String> policies = world.policies(roleName);
        for (Revocation each : watched) {
            Request call = Request.of("s3:GetObject", "arn:aws:s3:::secrets/key")
                    .with("aws:userId", String.valueOf(each.userId()))
                    .withTokenIssuedAt(each.cutOff().minusSeconds(1));
            if (PolicyEvaluator.evaluate(List.copyOf(policies.values()), call) != Decision.EXPLICIT_DENY) {
                open.add(each.userId() + " after " + context.request());
            }
        }
    }
}
