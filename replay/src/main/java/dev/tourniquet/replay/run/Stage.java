package dev.tourniquet.replay.run;

import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.result.Released;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.RoundTrip;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Rule;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Leftovers;
import dev.tourniquet.replay.world.World;
import dev.tourniquet.replay.world.WorldState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Plays events one after another in one world, and takes back what they caused. */
final class Stage {
    /** A failed or partial containment may have changed something too, and so has evidence that was kept. */
    private static final Set<String> RELEASABLE = Set.of("CONTAINED", "PARTIAL", "FAILED");

    private final Template template;
    private final World world;
    private final Options options;
    private final InstantSource clock;
    private final Lambda lambda;
    private final @Nullable WorldState before;
    private final Map<String, Owner> cases = new LinkedHashMap<>();
    private List<FunctionRun> lastRuns = List.of();

    /** The function that owns a case, and what the case was opened with. */
    private record Owner(Function function, Given given) {}

    /** The world must be complete: its state of now is the one that a release has to restore. */
    Stage(Template template, World world, Options options, InstantSource clock) {
        this.template = template;
        this.world = world;
        this.options = options;
        this.clock = clock;
        this.lambda = new Lambda(clock, options.starter());
        this.before = options.release() ? world.state() : null;
    }

    /** What the functions did in the play before now. */
    List<FunctionRun> lastRuns() {
        return lastRuns;
    }

    void play(Play play) {
        String event = Json.write(world.ids().toLocal(play.at(clock.instant())));
        List<FunctionRun> runs = new ArrayList<>();
        for (Rule rule : play.rules()) {
            for (String name : rule.functions()) {
                Function function = template.function(name)
                        .orElseThrow(() -> new IllegalStateException(
                                "rule " + rule.name() + " has the target " + name + ", which the template lacks"));
                runs.add(invoke(rule, function, play.given(), event));
            }
        }
        lastRuns = runs;
    }

    private FunctionRun invoke(Rule rule, Function function, Given given, String event) {
        Map<String, String> environment = environment(function, given);
        List<ExecutionInterceptor> sandbox = Sandbox.withErrors(world, given);
        Invocation invocation = world.enforcingIam(() -> lambda.invoke(function, environment, sandbox, event));
        if (invocation.failure() != null) {
            world.putIntoDeadLetters(function, event);
        }
        FunctionRun run = Answers.read(rule.name(), function.name(), invocation, world.ids());
        for (ResponseRun response : run.responses()) {
            // A case without a step ended before there was anything to change, and has nothing to release.
            if (response.caseId() != null
                    && RELEASABLE.contains(response.outcome())
                    && !response.steps().isEmpty()) {
                cases.putIfAbsent(response.caseId(), new Owner(function, given));
            }
        }
        return run;
    }

    private Map<String, String> environment(Function function, Given given) {
        String templateMode = function.environment().getOrDefault("TOURNIQUET_MODE", "observe");
        String mode = options.dryRun() ? "observe" : given.mode().orElse(templateMode);
        return world.environment(function, given, mode);
    }

    /** Releases every case, the latest first, and compares the account with what it was. */
    RoundTrip release() {
        List<Released> releases = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        Releases commands = new Releases(lambda, world);
        for (Map.Entry<String, Owner> owned : cases.entrySet().stream().toList().reversed()) {
            Owner owner = owned.getValue();
            asked.addAll(owner.given().releaseOptions());
            releases.add(commands.release(
                    owned.getKey(), owner.function(), environment(owner.function(), owner.given()), owner.given()));
        }
        Leftovers leftovers = new Leftovers(Objects.requireNonNull(before), world.state(), asked, clock.instant());
        return new RoundTrip(releases, inEventIds(leftovers.kept()), inEventIds(leftovers.faults()));
    }

    private List<String> inEventIds(List<String> texts) {
        return texts.stream().map(world.ids().toEvent()).toList();
    }
}
