package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.isolateinstance.TargetGroups.Group;
import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Takes the instance, and its addresses, out of the target groups of its VPCs, so that no load balancer sends it another
 * request. The prior state is the list of registrations. Finding them takes a call for each of these groups, so it is done
 * while the cut runs. An address that the instance has given up since may be another's by now, and is left alone.
 */
final class LeaveTargetGroups implements StepAction {
    static final String NAME = "leave-target-groups";

    /** Load balancing allows an account about 40 reads in one burst and 10 a second after it, which others use too. */
    private static final int AT_ONCE = 4;

    /** For asking group by group, each time; a region can have thousands, and what was not asked is left to another delivery. */
    private static final Duration TIME = Duration.ofSeconds(20);

    private final Instances instances;
    private final TargetGroups targetGroups;
    private final InstantSource clock;

    LeaveTargetGroups(Instances instances, TargetGroups targetGroups, InstantSource clock) {
        this.instances = instances;
        this.targetGroups = targetGroups;
        this.clock = clock;
    }

    static Step step(String instanceId) {
        return new Step(NAME, instanceId, Phase.CONTAIN, null, Json.tree(Registrations.NONE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        Optional<Instance> instance = instances.alive(step.resource());
        if (instance.isEmpty()) {
            return Json.tree(Registrations.NONE);
        }
        Names names = Names.of(instance.get());
        List<Group> groups = targetGroups.all().stream()
                .filter(group -> names.vpcs().contains(group.vpcId()))
                .toList();
        Registrations before = Registrations.before(step);
        List<Look> looks = ask(before.unreadFirst(groups), names);
        if (looks.stream().allMatch(look -> look.failed() != null)) {
            Look.requireAnswers(looks);
        }
        return Json.tree(Registrations.of(looks).continuing(before));
    }

    private List<Look> ask(List<Group> groups, Names names) {
        Instant end = clock.instant().plus(TIME);
        return all(
                groups,
                group -> clock.instant().isBefore(end) ? targetGroups.look(group, names) : Look.notAsked(group));
    }

    @Override
    public boolean isComplete(JsonNode before) {
        return Registrations.of(before).unread().isEmpty();
    }

    /** All registrations that were ever taken away: an instance that was registered again meanwhile has more. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return Json.tree(Registrations.of(first).joinedBy(Registrations.of(later)));
    }

    /** Leaves what could be read, and only then fails for what could not. */
    @Override
    public void apply(Step step, String caseId) {
        all(ours(step).entrySet(), entry -> {
            targetGroups.deregister(entry.getKey(), entry.getValue());
            return entry.getKey();
        });
        List<Look> late = askAgain(step);
        Look.requireAnswers(late);
        List<Registration> staying = Look.staying(late);
        if (!staying.isEmpty()) {
            throw new CallFailed(
                    TargetGroups.DEREGISTER,
                    staying.stream().map(Registration::targetGroup).distinct().collect(Collectors.joining(", ")),
                    "answered too late to be put on record first; the next delivery does so",
                    CallFailed.Kind.RETRYABLE,
                    null);
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        boolean left = all(ours(step).entrySet(), entry -> targetGroups.now(entry.getKey(), entry.getValue())).stream()
                .flatMap(List::stream)
                .allMatch(Registration::leaving);
        List<Look> late = askAgain(step);
        Look.requireAnswers(late);
        return left && Look.staying(late).isEmpty();
    }

    @Override
    public boolean hasParts() {
        return true;
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Registrations before = Registrations.before(step);
        if (before.equals(Registrations.NONE)) {
            return Restoration.alreadySo();
        }
        return instances
                .alive(step.resource())
                .map(instance -> new Return(targetGroups, instance).to(before))
                .orElseGet(Restoration::gone);
    }

    private static <T, R> List<R> all(Collection<T> items, Function<T, R> work) {
        try (SideBySide calls = SideBySide.atMost(AT_ONCE)) {
            return calls.map(items, work);
        }
    }

    /** The groups of which the record knows nothing: most have never heard of the instance, and then nothing is missing. */
    private List<Look> askAgain(Step step) {
        List<Group> unread = Registrations.before(step).unread();
        if (unread.isEmpty()) {
            return List.of();
        }
        Names names = names(step.resource());
        return ask(unread, names);
    }

    /** What is still the instance's: an address may have moved to another since it was read. */
    private Map<String, List<Registration>> ours(Step step) {
        Map<String, List<Registration>> ours = Registrations.before(step).byGroup();
        String id = step.resource();
        if (ours.values().stream()
                .flatMap(List::stream)
                .anyMatch(target -> !target.id().equals(id))) {
            Names names = names(id);
            ours.values().forEach(targets -> targets.removeIf(target -> !names.include(target.id())));
            ours.values().removeIf(List::isEmpty);
        }
        return ours;
    }

    /** The names of now; those of an instance that is gone mean others by now, except its id. */
    private Names names(String id) {
        return instances.alive(id).map(Names::of).orElseGet(() -> new Names(id, Map.of()));
    }
}
