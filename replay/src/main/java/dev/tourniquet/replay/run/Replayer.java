package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.LocalAwsException;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.input.Relocation;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.template.Rule;
import dev.tourniquet.replay.template.RuleMatcher;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Replays events, each in a world of its own. */
public final class Replayer implements AutoCloseable {
    private final Template template;
    private final RuleMatcher matcher;
    private final LocalAws aws;
    private final Clients clients;
    private final Options options;
    private final InstantSource clock;

    /** Replays against {@code aws} what {@code template} deploys. */
    public Replayer(Template template, LocalAws aws, Options options, InstantSource clock) {
        this.template = template;
        this.matcher = new RuleMatcher(template.rules());
        this.aws = aws;
        this.clients = Clients.of(aws, template.region());
        this.options = options;
        this.clock = clock;
    }

    /**
     * Replays one file. Whatever it holds, there is a result.
     *
     * @throws LocalAwsException where the local AWS does not answer
     */
    public EventRun replay(Path path) {
        Instant start = clock.instant();
        EventRun run;
        try {
            run = switch (Input.read(path)) {
                case Input.Malformed(Path _, String reason) ->
                    EventRun.without(path, null, Disposition.MALFORMED, reason, List.of());
                case Input.Event(Path _, ObjectNode event) -> replay(path, event);
            };
        } catch (LocalAwsException e) {
            throw e;
        } catch (RuntimeException e) {
            run = EventRun.broken(path, "replay failed: " + e);
        }
        return run.took(Duration.between(start, clock.instant()).toMillis());
    }

    private EventRun replay(Path path, ObjectNode event) {
        Relocation relocation = Relocation.of(event, template.account(), template.region());
        ObjectNode local = relocation.apply(event);
        EventRun.FindingInShort finding = Findings.inShort(local);
        List<Rule> rules = matcher.match(local);
        if (rules.isEmpty()) {
            return EventRun.without(
                    path, finding, Disposition.NOT_MATCHED, "no rule matches", relocation.description());
        }
        Given given = Expectation.beside(path).map(Expectation::given).orElse(Given.NOTHING);
        List<Play> plays = new ArrayList<>(earlier(path, given, 0));
        plays.add(new Play(local, given, rules));
        Set<String> functions = plays.stream()
                .flatMap(play -> play.rules().stream())
                .flatMap(rule -> rule.functions().stream())
                .collect(Collectors.toSet());
        World world = World.create(aws, clients, template, functions);
        Mirror mirror = new Mirror(world, template, clock);
        for (Play play : plays) {
            play.findings().forEach(named -> mirror.add(named, play.event(), play.given()));
        }
        List<String> notes = new ArrayList<>(relocation.description());
        notes.addAll(mirror.notes());
        Stage stage = new Stage(template, world, options, clock);
        plays.forEach(stage::play);
        return EventRun.of(
                path,
                finding,
                rules.stream().map(Rule::name).toList(),
                notes,
                world.ids().all(),
                stage.lastRuns(),
                options.release() ? stage.release() : null);
    }

    /** What is played before an event in its world. */
    private List<Play> earlier(Path path, Given given, int depth) {
        List<Play> plays = new ArrayList<>();
        for (String name : given.after()) {
            Path before = path.resolveSibling(name);
            if (depth > 5 || !(Input.read(before) instanceof Input.Event(Path _, ObjectNode event))) {
                throw new IllegalArgumentException(
                        "\"given.after\" names " + name + ", which is no event to play first");
            }
            Given itsGiven = Expectation.beside(before).map(Expectation::given).orElse(Given.NOTHING);
            plays.addAll(earlier(before, itsGiven, depth + 1));
            ObjectNode local =
                    Relocation.of(event, template.account(), template.region()).apply(event);
            plays.add(new Play(local, itsGiven, matcher.match(local)));
        }
        return plays;
    }

    @Override
    public void close() {
        clients.close();
    }
}
