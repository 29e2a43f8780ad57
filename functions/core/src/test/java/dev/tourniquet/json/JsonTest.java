package dev.tourniquet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    private record Pair(String left, int right) {}

    @Test
    void writesEqualValuesAlikeAndReadsThemBack() {
        assertThat(Json.write(Map.of("b", 1, "a", 2))).isEqualTo("{\"a\":2,\"b\":1}");
        assertThat(Json.read("{\"right\":1,\"left\":\"x\",\"more\":[]}", Pair.class))
                .isEqualTo(new Pair("x", 1));
        assertThat(Json.as(Json.tree(new Pair("x", 1)), Pair.class)).isEqualTo(new Pair("x", 1));
        assertThat(Json.read("{\"a\":1.5}", new TypeReference<Map<String, Double>>() {}))
                .containsEntry("a", 1.5);
    }

    @Test
    void writesAsciiOnlyWhereAskedTo() {
        String hostile = "\u001b[2J\u009b\u202e\u2028\ud83d\ude00\n";

        assertThat(Json.ascii(hostile)).matches("[\\x20-\\x7e]*");
        assertThat(Json.read(Json.ascii(hostile), String.class)).isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}{}", "{\"left\":\"a\",\"left\":\"b\"}", "[", "\"text\""})
    void refusesWhatIsNotWhatItShouldBe(String text) {
        assertThatThrownBy(() -> Json.read(text, Pair.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read(text, new TypeReference<Map<String, String>>() {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNothingThatItCannotRead() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("self", loop);

        assertThatThrownBy(() -> Json.write(loop)).isInstanceOf(IllegalStateException.class);
        assertThat(Json.read("null", JsonNode.class).isNull()).isTrue();
    }
}
