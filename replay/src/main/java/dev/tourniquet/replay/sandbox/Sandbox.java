package dev.tourniquet.replay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What stands between a function and the emulator. */
public final class Sandbox {
    private Sandbox() {}

    /** For one invocation, while IAM is not enforced yet; {@code given} is the world of the event. */
    public static List<ExecutionInterceptor> of(World world, Given given) {
        JsonNode instance = given.instance();
        Set<String> instances = world.ids().all().entrySet().stream()
                .filter(id -> id.getKey().startsWith("i-"))
                .map(id -> id.getValue())
                .collect(Collectors.toSet());
        List<ExecutionInterceptor> all =
                new ArrayList<>(List.of(new InlinePolicyQuota(world.clients().iam()), new Truncation()));
        all.add(new InstanceStates(
                instances,
                instance.path("state").asText(""),
                instance.path("lifecycle").asText("")));
        all.add(new ForeignInterfaces(
                local(world, instance.path("requesterManaged")), local(world, instance.path("trunk"))));
        all.add(new ClosedBuckets(world.closedBuckets()));
        return all;
    }

    /** As {@link #of}, and with the errors that the sample wants. */
    public static List<ExecutionInterceptor> withErrors(World world, Given given) {
        List<ExecutionInterceptor> all = new ArrayList<>(of(world, given));
        all.add(new FailingCalls(given.errors()));
        return all;
    }

    private static Set<String> local(World world, JsonNode id) {
        return world.ids().local(id.asText("")).map(Set::of).orElseGet(Set::of);
    }
}
