package dev.tourniquet.replay.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.json.Json;
import dev.tourniquet.replay.TestTemplates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleMatcherTest {
    private static final String EVENT = """
            {"source": "aws.guardduty", "detail-type": "GuardDuty Finding",
             "detail": {"accountId": "123456789012", "type": "Backdoor:EC2/Spambot", "severity": 8.0}}""";

    private final RuleMatcher matcher = new RuleMatcher(TestTemplates.small().rules());

    private List<String> match(String event) throws Exception {
        return matcher.match(Json.MAPPER.readTree(event)).stream()
                .map(Rule::name)
                .toList();
    }

    @Test
    void matchesAsEventBridgeDoes() throws Exception {
        assertThat(match(EVENT)).containsExactly("tourniquet-crash-guardduty");
        assertThat(match(EVENT.replace("8.0", "7"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws.guardduty/my.guardduty",
                "GuardDuty Finding/GuardDuty Finding Copy",
                "123456789012/210987654321",
                "Backdoor:EC2/Trojan:EC2",
                "8.0/6.9",
                "8.0/\"8\"",
                "8.0/null",
                "8.0/[]",
                "8.0/{\"value\": 8}"
            })
    void matchesNothingElse(String change) throws Exception {
        int slash = change.equals("Backdoor:EC2/Trojan:EC2") ? change.lastIndexOf("/T") : change.indexOf('/');
        String other = EVENT.replace(change.substring(0, slash), change.substring(slash + 1));

        assertThat(match(other)).isEmpty();
    }
}
