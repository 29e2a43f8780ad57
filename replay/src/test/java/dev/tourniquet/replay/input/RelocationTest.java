package dev.tourniquet.replay.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import org.junit.jupiter.api.Test;

final class RelocationTest {
    private static final String LOCAL = "123456789012";

    private static ObjectNode moved(String event) throws Exception {
        ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(event);
        return Relocation.of(tree, LOCAL, "us-east-1").apply(tree);
    }

    @Test
    void movesTheAccountOfTheEnvelopeWhereverItStands() throws Exception {
        assertThat(moved("""
                        {"account": "111122223333", "detail": {"accountId": "111122223333",
                         "arn": "see arn:aws:iam::111122223333:role/x", "text": "111122223333 was seen"}}""").toString()).isEqualTo("""
                        {"account":"123456789012","detail":{"accountId":"123456789012",\
                        "arn":"see arn:aws:iam::123456789012:role/x","text":"111122223333 was seen"}}""");
    }

    @Test
    void leavesAnotherAccountAnother() throws Exception {
        ObjectNode moved = moved("{\"account\": \"111122223333\", \"detail\": {\"accountId\": \"444455556666\"}}");

        assertThat(moved.at("/detail/accountId").asText()).isEqualTo("444455556666");
    }

    @Test
    void letsTheLocalAccountTradePlacesWithTheOneThatIsMoved() throws Exception {
        ObjectNode moved = moved("{\"account\": \"111122223333\", \"detail\": {\"accountId\": \"123456789012\"}}");

        assertThat(moved.path("account").asText()).isEqualTo(LOCAL);
        assertThat(moved.at("/detail/accountId").asText()).isEqualTo("111122223333");
    }

    @Test
    void movesTheRegionOfTheEventButNotThatOfAResource() throws Exception {
        ObjectNode moved = moved("""
                {"account": "123456789012", "region": "eu-west-1", "detail": {"region": "eu-west-1",
                 "arn": "arn:aws:guardduty:eu-west-1:123456789012:detector/x", "bucket": {"region": "eu-west-1"},
                 "other": "arn:aws:sns:eu-north-1:123456789012:x"}}""");

        assertThat(moved.path("region").asText()).isEqualTo("us-east-1");
        assertThat(moved.at("/detail/region").asText()).isEqualTo("us-east-1");
        assertThat(moved.at("/detail/arn").asText()).isEqualTo("arn:aws:guardduty:us-east-1:123456789012:detector/x");
        assertThat(moved.at("/detail/other").asText()).isEqualTo("arn:aws:sns:eu-north-1:123456789012:x");
        assertThat(moved.at("/detail/bucket/region").asText()).isEqualTo("eu-west-1");
    }

    @Test
    void movesAMaskedAccountToo() throws Exception {
        assertThat(moved("{\"account\": \"xxxxxxxxxxxx\", \"detail\": {\"accountId\": \"xxxxxxxxxxxx\"}}")
                        .at("/detail/accountId")
                        .asText())
                .isEqualTo(LOCAL);
    }

    @Test
    void leavesAnEventAloneThatNamesNoAccount() throws Exception {
        String event = "{\"account\":7,\"region\":null,\"detail\":{\"accountId\":\"\"}}";

        assertThat(moved(event).toString()).isEqualTo(event);
    }

    @Test
    void saysWhatItMoves() throws Exception {
        assertThat(Relocation.of(
                                Json.MAPPER.readTree("{\"account\": \"111122223333\", \"region\": \"eu-west-1\"}"),
                                LOCAL,
                                "us-east-1")
                        .description())
                .containsExactly("account 111122223333 as 123456789012", "Region eu-west-1 as us-east-1");
    }
}
