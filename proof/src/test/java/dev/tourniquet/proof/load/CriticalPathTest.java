package dev.tourniquet.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.proof.Scene;
import dev.tourniquet.proof.SceneFile;
import dev.tourniquet.proof.load.CriticalPath.Sent;
import dev.tourniquet.replay.template.TemplateReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many calls stand one after another up to and including those that contain. */
final class CriticalPathTest {
    /** Read, write ahead, cut: the least there is. */
    private static final int LEAST = 3;

    @ParameterizedTest
    @CsvSource({"session, Iam:PutRolePolicy", "buckets, S3:PutPublicAccessBlock"})
    void isReadWriteAheadAndCut(String name, String containing) throws Exception {
        try (Scene scene = scene(name)) {
            List<Sent> sent = CriticalPath.of(scene, scene.event(), scene.start());

            // Targets of one finding are dealt with one after another.
            assertThat(depths(sent, containing).getFirst()).as("%s", sent).isEqualTo(LEAST);
        }
    }

    /** Whose key it is has to be asked first; the user's sessions are denied before the key is switched off, which it could undo. */
    @Test
    void ofAKeyGoesByWayOfItsUser() throws Exception {
        try (Scene scene = scene("key")) {
            List<Sent> sent = CriticalPath.of(scene, scene.event(), scene.start());

            assertThat(depths(sent, "Iam:PutUserPolicy")).as("%s", sent).containsExactly(LEAST + 1);
            assertThat(depths(sent, "Iam:UpdateAccessKey")).as("%s", sent).containsExactly(LEAST + 2);
        }
    }

    @Test
    void ofAnInstanceIsTheSameForAllItsInterfacesOnceThereIsAQuarantineGroup() throws Exception {
        try (Scene scene = scene("instance")) {
            List<Sent> first = CriticalPath.of(scene, scene.event(), scene.start());
            assertThat(depths(first, "Ec2:ModifyNetworkInterfaceAttribute"))
                    .as("with a group to be made: %s", first)
                    .containsOnly(LEAST + 5);
            Instant later = scene.start().plus(Duration.ofHours(1));
            CriticalPath.of(scene, release(scene), later);

            List<Sent> again =
                    CriticalPath.of(scene, seenAt(scene.event(), later.plusSeconds(60)), later.plusSeconds(120));

            assertThat(depths(again, "Ec2:ModifyNetworkInterfaceAttribute"))
                    .as("%s", again)
                    .hasSizeGreaterThanOrEqualTo(1)
                    .containsOnly(LEAST);
        }
    }

    private static Scene scene(String name) {
        return SceneFile.read(
                Path.of("proof", "scenes", name + ".json"),
                TemplateReader.read(
                        TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT), LocalAws.ACCOUNT));
    }

    private static List<Integer> depths(List<Sent> sent, String call) {
        return sent.stream()
                .filter(each -> each.call().equals(call))
                .map(Sent::depth)
                .toList();
    }

    private static String release(Scene scene) {
        String instance = Json.read(scene.event(), ObjectNode.class)
                .at("/detail/resource/instanceDetails/instanceId")
                .asText();
        return "{\"command\":\"release\",\"caseId\":\"isolate-instance/%s/1\",\"reason\":\"measured\",\"requestedBy\":\"test\"}"
                .formatted(instance);
    }

    private static String seenAt(String event, Instant time) {
        ObjectNode again = Json.read(event, ObjectNode.class);
        ((ObjectNode) again.at("/detail/service")).put("eventLastSeen", time.toString());
        return Json.write(again);
    }
}
