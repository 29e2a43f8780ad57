package dev.tourniquet.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.json.Json;
import org.junit.jupiter.api.Test;

final class IdsTest {
    private final Ids ids = new Ids();

    @Test
    void replacesAnIdWhereverItStandsInAText() {
        ids.put("i-0aa", "i-0bb");

        assertThat(ids.toLocal().apply("tourniquet-revoke-i-0aa on arn:aws:ec2:::instance/i-0aa, AROAX:i-0aa."))
                .isEqualTo("tourniquet-revoke-i-0bb on arn:aws:ec2:::instance/i-0bb, AROAX:i-0bb.");
    }

    @Test
    void leavesLongerIdsAloneThatContainAShorterOne() {
        ids.put("i-0aa", "i-0bb");

        assertThat(ids.toLocal().apply("eni-0aa i-0aab xi-0aa")).isEqualTo("eni-0aa i-0aab xi-0aa");
    }

    @Test
    void replacesEachOfTwoIdsThatBeginAlike() {
        ids.put("i-0aa", "i-1");
        ids.put("i-0aa0", "i-2");

        assertThat(ids.toLocal().apply("i-0aa0 i-0aa")).isEqualTo("i-2 i-1");
    }

    @Test
    void doesNotReplaceWhatItHasJustPutIn() {
        ids.put("i-1", "i-2");
        ids.put("i-2", "i-3");

        assertThat(ids.toLocal().apply("i-1 i-2")).isEqualTo("i-2 i-3");
    }

    @Test
    void comesBackToTheIdsOfTheEvent() throws Exception {
        ids.put("i-1", "i-2");
        var event = Json.MAPPER.readTree("{\"id\": [\"i-1\", {\"i-1\": 1}], \"text\": \"$1 \\\\ i-1\"}");

        assertThat(ids.toLocal(event).toString()).isEqualTo("{\"id\":[\"i-2\",{\"i-1\":1}],\"text\":\"$1 \\\\ i-2\"}");
        assertThat(ids.toEvent(ids.toLocal(event))).isEqualTo(event);
    }
}
