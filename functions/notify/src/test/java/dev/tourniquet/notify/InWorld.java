package dev.tourniquet.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Tests over the wire: the real handler on the local AWS, with stubs of Slack and Security Hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InWorld {
    static final String CONTAINED = Reports.event(Reports.of(Kind.CONTAINED));
    static final String NEW = finding("NEW", null);

    World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
        world.stub.findings = NEW;
    }

    @AfterAll
    void end() {
        world.close();
    }

    JsonNode invoke(String event) {
        return world.invoke(world.function(), event, "invocation-" + System.nanoTime());
    }

    /** What Security Hub was asked to change, the first time. */
    JsonNode update() {
        return Json.read(world.stub.seen("/findings/batchupdate").getFirst().body(), JsonNode.class);
    }

    /** The answer of Security Hub to who asks for findings. */
    static String finding(String status, @Nullable String annotatedBy) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        ObjectNode finding = all.putArray("Findings").addObject();
        finding.put("Id", Reports.ARN).putObject("Workflow").put("Status", status);
        if (annotatedBy != null) {
            finding.putObject("Note").put("Text", "mine").put("UpdatedBy", annotatedBy);
        }
        return Json.write(all);
    }
}
