package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import java.nio.file.Path;

/**
 * Something that a function is made to do.
 *
 * @param function the module whose role is looked at
 * @param sample the event, under events-samples
 * @param given the world before it; in place of what the sample says
 */
record Act(String name, String function, Path sample, Given given, Script script) {
    private static final Path SAMPLES = Path.of("events-samples");

    enum Script {
        /** An event comes that cannot be read, then the act's, twice; what came of it is looked at, and released. */
        CONTAIN_AND_RELEASE,
        /** The release alone is the function's; it was contained while the options of the sample were on. */
        RELEASE_AFTER_OPTIONS_WERE_OFF,
        /** An outcome waits that could not be published. */
        REPUBLISH,
        /** The scheduled run of a function. */
        PRUNE,
        /** The function tests itself. */
        SELF_TEST,
        /** An outcome is announced. */
        TELL,
        /** An event could not be handled, and comes out of the dead-letter queue. */
        SORT
    }

    /** As the sample says. */
    static Act of(String function, String sample) {
        Path path = SAMPLES.resolve(sample + ".json");
        Given given = Expectation.beside(path).map(Expectation::given).orElse(Given.NOTHING);
        return new Act(sample, function, path, given, Script.CONTAIN_AND_RELEASE);
    }

    Act given(String json) {
        return new Act(name + " with " + json, function, sample, new Given(Json.read(json, JsonNode.class)), script);
    }

    Act as(Script other) {
        return new Act(name + ", " + other, function, sample, given, other);
    }

    /** The same world, in which the function's options are as its template has them. */
    Given withoutConfiguration() {
        ObjectNode node = given.node().deepCopy();
        node.remove("configuration");
        return new Given(node);
    }

    static Given lacking(Given given, Iterable<String> actions) {
        ObjectNode node = given.node().deepCopy();
        actions.forEach(node.putArray("denied")::add);
        return new Given(node);
    }

    @Override
    public String toString() {
        return function + ": " + name;
    }
}
