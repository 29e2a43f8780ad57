package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Takes the instance out of classic load balancers. They are read while the cut runs; Auto Scaling takes an instance that
 * leaves out of them, too: where they can be read, they are on record first, as for {@link LeaveTargetGroups}.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DeregisterInstancesFromLoadBalancer.html">The
 *     list of instances tells whether one was deregistered</a>
 */
final class LeaveClassicLoadBalancers implements StepAction {
    static final String NAME = "leave-classic-load-balancers";

    /** Load balancing allows few calls a second, which others use too. */
    private static final int AT_ONCE = 4;

    private final Instances instances;
    private final ClassicLoadBalancers balancers;

    LeaveClassicLoadBalancers(Instances instances, ClassicLoadBalancers balancers) {
        this.instances = instances;
        this.balancers = balancers;
    }

    /** @param loadBalancers the names of those that the instance is registered with */
    record State(List<String> loadBalancers) {
        static final State NONE = new State(List.of());

        State {
            loadBalancers = List.copyOf(loadBalancers);
        }

        static State of(Step step) {
            return step.before() == null ? NONE : Json.as(step.before(), State.class);
        }
    }

    static Step step(String instanceId) {
        return new Step(NAME, instanceId, Phase.CONTAIN, null, Json.tree(State.NONE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.tree(new State(balancers.registrations(step.resource()).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList()));
    }

    /** All that were ever left: an instance that was registered again meanwhile has more. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return Json.tree(new State(Stream.of(first, later)
                .flatMap(state -> Json.as(state, State.class).loadBalancers().stream())
                .distinct()
                .toList()));
    }

    @Override
    public void apply(Step step, String caseId) {
        try (SideBySide calls = SideBySide.atMost(AT_ONCE)) {
            calls.map(State.of(step).loadBalancers(), balancer -> {
                balancers.deregister(balancer, step.resource());
                return balancer;
            });
        }
    }

    /** With none at all: one that came meanwhile is put on record, and left, by the next delivery. */
    @Override
    public boolean holds(Step step, String caseId) {
        return !balancers.registrations(step.resource()).containsValue(true);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        List<String> before = State.of(step).loadBalancers();
        if (before.isEmpty()) {
            return Restoration.alreadySo();
        }
        Optional<Instance> instance = instances.alive(step.resource());
        return instance.isEmpty() ? Restoration.gone() : register(before, instance.get());
    }

    private Restoration register(List<String> before, Instance instance) {
        Map<String, Boolean> now = balancers.registrations(instance.instanceId());
        List<String> notes = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (String balancer : before) {
            if (!now.containsKey(balancer)) {
                notes.add("load balancer " + balancer + " is gone");
            } else if (!now.get(balancer)) {
                wanted.add(balancer);
            }
        }
        if (wanted.isEmpty()) {
            return new Restoration(Restoration.Kind.ALREADY_SO, String.join("; ", notes));
        }
        if (instance.state().name() != InstanceStateName.RUNNING) {
            notes.add("not registered with " + wanted + ": the instance is "
                    + instance.state().nameAsString() + "; start it, then release again");
            return Restoration.kept(String.join("; ", notes));
        }
        return register(wanted, instance.instanceId(), notes);
    }

    /** What fails with one load balancer keeps the instance from no other. */
    private Restoration register(List<String> wanted, String instanceId, List<String> notes) {
        boolean failed = false;
        for (String balancer : wanted) {
            try {
                if (!balancers.register(balancer, instanceId)) {
                    notes.add("load balancer " + balancer + " is gone");
                }
            } catch (CallFailed e) {
                failed = true;
                notes.add(String.valueOf(e.getMessage()));
            }
        }
        return new Restoration(failed ? Restoration.Kind.FAILED : Restoration.Kind.RESTORED, String.join("; ", notes));
    }
}
