package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.input.Relocation;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.RuleMatcher;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A sample, mirrored into an account that is only branched off from here on.
 *
 * @param event the event in the ids of that account
 * @param environment of the function, enforcing
 * @param start when the event arrives
 */
public record Scene(
        LocalAws trunk,
        World world,
        Template template,
        Function function,
        Given given,
        String event,
        Map<String, String> environment,
        Instant start)
        implements AutoCloseable {

    /**
     * The scene of a sample.
     *
     * @param function the name of the function that answers; a sample may reach several
     */
    public static Scene of(Path sample, String function, Template template) {
        if (!(Input.read(sample) instanceof Input.Event(Path _, ObjectNode original))) {
            throw new IllegalArgumentException(sample + " holds no event");
        }
        ObjectNode event =
                Relocation.of(original, template.account(), template.region()).apply(original);
        if (new RuleMatcher(template.rules())
                .match(event).stream().noneMatch(rule -> rule.functions().contains(function))) {
            throw new IllegalArgumentException("no rule routes " + sample + " to " + function);
        }
        Given given = Expectation.beside(sample).map(Expectation::given).orElse(Given.NOTHING);
        Instant start = Instant.now();
        LocalAws trunk = LocalAws.start();
        World world = World.create(trunk, Clients.of(trunk, template.region()), template, Set.of(function));
        new Mirror(world, template, () -> start).add((Finding) FindingReader.read(event), event, given);
        // The emulator makes some of the account, its default VPC, only when it is first looked at.
        world.state();
        Function deployed = template.function(function).orElseThrow();
        return new Scene(
                trunk,
                world,
                template,
                deployed,
                given,
                Json.write(world.ids().toLocal(event)),
                world.environment(deployed, given, "enforce"),
                start);
    }

    @Override
    public void close() {
        world.clients().close();
        trunk.close();
    }
}
