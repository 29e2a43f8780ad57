package dev.tourniquet.prunerevocations;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;

/** A local AWS with roles, and a clock that stands still. */
final class World implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-10-22T17:00:00.25Z");

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""";

    final LocalAws aws = LocalAws.fresh("iam");
    final IamClient iam = aws.client(IamClient.builder());
    final Map<String, String> environment = new HashMap<>();
    final Faults faults = new Faults();
    int remainingMillis;

    void reset() {
        aws.reset();
        faults.clear();
        remainingMillis = 300_000;
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_REGION", LocalAws.REGION,
                "AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY,
                "TOURNIQUET_PROTECTED", "cdk-*"));
    }

    String run() {
        Context context = mock(Context.class);
        when(context.getRemainingTimeInMillis()).thenReturn(remainingMillis);
        return new PruneRevocationsHandler(Aws.of(
                        environment,
                        Medium.WITHOUT_WAITING.seenBy(List.of(faults)).by(() -> NOW)))
                .handleRequest(new ScheduledEvent(), context);
    }

    void role(String name) {
        role("/", name);
    }

    void role(String path, String name) {
        iam.createRole(request -> request.path(path).roleName(name).assumeRolePolicyDocument(TRUST));
    }

    void deny(String role, String policy, String cutOff) {
        put(role, policy, new Revocation(null, Instant.parse(cutOff)).document());
    }

    void put(String role, String policy, String document) {
        iam.putRolePolicy(request -> request.roleName(role).policyName(policy).policyDocument(document));
    }

    List<String> policies(String role) {
        return iam.listRolePolicies(request -> request.roleName(role)).policyNames();
    }

    @Override
    public void close() {
        iam.close();
        aws.close();
    }
}
