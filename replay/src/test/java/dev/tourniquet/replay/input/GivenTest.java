package dev.tourniquet.replay.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tourniquet.json.Json;
import org.junit.jupiter.api.Test;

final class GivenTest {
    private static Given given(String json) {
        try {
            return new Given(Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void knowsEveryKeyOfItsParts() {
        assertThat(given("""
                {"instance": {"autoScalingGroup": {"min": 1}}, "user": {"keys": 1}, "key": {"owner": "u"},
                 "role": {"otherRevocations": {"expired": 3}}, "configuration": {"cutConnections": true}, "errors": {"a:B": "C"},
                 "buckets": {"b": {"owner": "210987654321"}}, "release": {"options": {"isolate-instance": ["x"]}}}""").unknownKeys()).isEmpty();
    }

    @Test
    void findsAMisspeltKeyHoweverDeep() {
        assertThat(given("""
                {"instance": {"autoScalingGroup": {"mini": 1}}, "user": {"key": 1}, "key": {"user": "u"},
                 "role": {"otherRevocations": {"old": 3}}, "configuration": {"cut": true}, "buckets": {"b": {"own": 1}},
                 "release": {"option": []}, "instances": {}}""").unknownKeys())
                .containsExactlyInAnyOrder(
                        "given.instances",
                        "autoScalingGroup.mini",
                        "user.key",
                        "key.user",
                        "otherRevocations.old",
                        "configuration.cut",
                        "bucket.own",
                        "release.option");
    }

    @Test
    void readsTheValueOfAnExemptingTag() {
        assertThat(Given.exemption(given("{\"exempt\": true}").node())).contains("true");
        assertThat(Given.exemption(given("{\"exempt\": \"until 2099-12-31\"}").node()))
                .contains("until 2099-12-31");
        assertThat(Given.exemption(given("{\"exempt\": false}").node())).isEmpty();
        assertThat(Given.exemption(given("{}").node())).isEmpty();
    }

    @Test
    void givesEachResponseItsOwnReleaseOptions() {
        Given given = given("{\"release\": {\"options\": {\"isolate-instance\": [\"a\"], \"other\": [\"b\"]}}}");

        assertThat(given.releaseOptions("isolate-instance")).containsExactly("a");
        assertThat(given.releaseOptions("revoke-sessions")).isEmpty();
        assertThat(given.releaseOptions()).containsExactlyInAnyOrder("a", "b");
    }
}
