package dev.tourniquet.replay.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesTest {
    @Test
    void writesOneObjectALine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("out.json");
        try (JsonLines lines = JsonLines.to(file)) {
            lines.write(Runs.contained());
            lines.write(Runs.malformed());
        }

        List<String> written = Files.readAllLines(file);
        assertThat(written).hasSize(2);
        assertThat(Json.MAPPER.readTree(written.getLast()).path("path").asText())
                .isEqualTo(Path.of("a", "broken.json").toString());
    }

    @Test
    void tellsEverythingOfAResponse() {
        JsonNode node = JsonLines.node(Runs.contained());

        assertThat(node.path("findingId").asText()).isEqualTo("f1");
        assertThat(node.path("findingType").asText()).isEqualTo("Backdoor:EC2/Spambot");
        assertThat(node.path("matchedRules").toString()).isEqualTo("[\"rule\"]");
        assertThat(node.path("disposition").asText()).isEqualTo("CONTAINED");
        assertThat(node.path("responses").toString()).isEqualTo("""
                        [{"response":"isolate-instance","target":"i-1","outcome":"CONTAINED",\
                        "reasons":["not preserved: snapshot"],"residualRisks":["DNS goes on"],"blastRadius":["the fleet"],\
                        "changes":["ec2:ModifyNetworkInterfaceAttribute NetworkInterfaceId=eni-1"],"released":true}]""");
        assertThat(node.at("/roundTrip/succeeded").asBoolean()).isTrue();
    }

    @Test
    void hasAllFieldsWhereThereIsNoFinding() {
        JsonNode node = JsonLines.node(Runs.malformed());

        assertThat(node.get("findingId").isNull()).isTrue();
        assertThat(node.get("findingType").isNull()).isTrue();
        assertThat(node.get("matchedRules").isArray()).isTrue();
        assertThat(node.get("responses").isArray()).isTrue();
        assertThat(node.path("reason").asText()).isEqualTo("not JSON");
    }
}
