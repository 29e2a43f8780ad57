package dev.tourniquet.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An account of named resources, each open or cut, and a response that cuts them. "group" is read only while the cut
 * runs; "disk" is preserved.
 */
final class World implements Response {
    static final String CUT = "cut";
    /** The state of a resource that is somebody else's by now. */
    static final String ELSEWHERE = "elsewhere";

    /** The resources whose containment has had its time. */
    final Set<String> over = new HashSet<>();

    final Map<String, String> resources = Collections.synchronizedMap(new TreeMap<>());
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    /** Runs before each call, which it names; throws to make the call fail. */
    Consumer<String> before = call -> {};
    /** Runs after each call took effect. */
    Consumer<String> after = call -> {};

    @Nullable
    Planning planning;

    List<Gap> gaps = List.of();
    Map<String, String> tags = Map.of();

    /** What a release comes to in place of what it does. */
    @Nullable
    Restoration restoration;

    /** What a release comes to in place of what it does, as long as it is not null. */
    Supplier<@Nullable Restoration> stale = () -> null;
    /** Whether each step is about several resources. */
    boolean parts;

    List<String> remarks = List.of();

    World() {
        resources.putAll(Map.of("nic-1", "app", "nic-2", "db", "group", "in-service", "disk", "unprotected"));
    }

    @Override
    public String name() {
        return "isolate-instance";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof Target.Instance;
    }

    @Override
    public Target canary(String nonce) {
        return new Target.Instance("i-" + nonce, false);
    }

    @Override
    public Thresholds thresholds(Target target) {
        return Thresholds.of(7);
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        call("plan", () -> {});
        if (planning != null) {
            return planning;
        }
        List<Step> steps = new ArrayList<>();
        for (String nic : List.of("nic-1", "nic-2")) {
            if (!CUT.equals(resources.get(nic))) {
                steps.add(step(nic, Phase.CONTAIN, Json.tree(resources.get(nic))));
            }
        }
        if (steps.isEmpty()) {
            return new Planning.AlreadyContained("all cut", List.of("dns"));
        }
        steps.add(step("group", Phase.CONTAIN, null));
        steps.add(step("disk", Phase.PRESERVE, null));
        return new Planning.Planned(new Plan(steps, List.of("dns"), List.of()).withTags(tags));
    }

    /** What {@link #plan} plans for an account in which nothing is cut. */
    Plan planned() {
        return new Plan(List.of(step("nic-1", Phase.CONTAIN, Json.tree("app"))), List.of("dns"), List.of());
    }

    /** A plan for one more interface. */
    Plan planned(String nic) {
        resources.put(nic, "late");
        return new Plan(List.of(step(nic, Phase.CONTAIN, Json.tree("late"))), List.of("dns"), List.of());
    }

    private static Step step(String resource, Phase phase, @Nullable JsonNode state) {
        return new Step("cut", resource, phase, state, Json.tree(CUT));
    }

    @Override
    public List<Gap> gaps(Target target, Plan plan) {
        call("gaps", () -> {});
        return gaps;
    }

    @Override
    public List<String> remarks(Target target, Plan plan) {
        call("remarks", () -> {});
        return remarks;
    }

    @Override
    public StepAction action(String name) {
        if (!name.equals("cut")) {
            throw new IllegalArgumentException("no such action: " + name);
        }
        return new StepAction() {
            @Override
            public String name() {
                return "cut";
            }

            @Override
            public JsonNode read(Step step) {
                return call("read " + step.resource(), () -> {}, Json.tree(resources.get(step.resource())));
            }

            @Override
            public boolean hasParts() {
                return parts;
            }

            @Override
            public JsonNode joined(JsonNode first, JsonNode later) {
                // Only the state of "group" adds up.
                boolean same = !first.textValue().startsWith("in-service")
                        || later.textValue().equals(CUT);
                return same ? first : Json.tree(first.textValue() + "+" + later.textValue());
            }

            @Override
            public void apply(Step step, String caseId) {
                call(
                        "apply " + step.resource(),
                        () -> resources.put(step.resource(), step.after().textValue()));
            }

            @Override
            public boolean holds(Step step, String caseId) {
                call("holds " + step.resource(), () -> {});
                return step.after().textValue().equals(resources.get(step.resource()));
            }

            @Override
            public Restoration release(Step step, String caseId, Set<String> options) {
                if (restoration != null) {
                    return restoration;
                }
                Restoration early = stale.get();
                if (early != null) {
                    return early;
                }
                if (!step.after().textValue().equals(resources.get(step.resource()))) {
                    return Restoration.drifted("is " + resources.get(step.resource()));
                }
                call(
                        "release " + step.resource(),
                        () -> resources.put(step.resource(), step.before().textValue()));
                return Restoration.restored();
            }

            @Override
            public Restoration force(Step step, String caseId, Restoration drifted) {
                if (ELSEWHERE.equals(resources.get(step.resource()))) {
                    return drifted;
                }
                call(
                        "force " + step.resource(),
                        () -> resources.put(step.resource(), step.before().textValue()));
                return Restoration.restored();
            }

            @Override
            public Optional<Holding> holding(Step step) {
                return step.resource().startsWith("nic")
                        ? Optional.of(new Holding(Holding.Kind.QUARANTINED_INTERFACE, step.resource()))
                        : Optional.empty();
            }

            @Override
            public boolean isOver(Step step) {
                return over.contains(step.resource());
            }
        };
    }

    void call(String name, Runnable effect) {
        call(name, effect, "");
    }

    private <T> T call(String name, Runnable effect, T result) {
        before.accept(name);
        calls.add(name);
        effect.run();
        after.accept(name);
        return result;
    }

    /** Makes calls of this name fail. */
    void fail(String name, CallFailed.Kind kind) {
        before = call -> {
            if (call.equals(name)) {
                throw new CallFailed("ec2:" + name.replace(' ', '-'), name, kind.name(), kind, null);
            }
        };
    }

    /** The process dies at this call: nothing catches an Error. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
