package dev.tourniquet.replay.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static List<String> differences(String expectation) throws Exception {
        return Comparison.differences(Runs.contained(), new Expectation(Json.MAPPER.readTree(expectation)));
    }

    @Test
    void comparesOnlyWhatIsThere() throws Exception {
        assertThat(differences("{}")).isEmpty();
        assertThat(differences("{\"given\": {}, \"disposition\": \"CONTAINED\"}"))
                .isEmpty();
    }

    @Test
    void isContentWhereAllIsAsExpected() throws Exception {
        assertThat(differences("""
                        {"disposition": "CONTAINED", "matchedRules": ["rule"], "responses": [{"response": "isolate-instance",
                         "target": "i-1", "outcome": "CONTAINED", "reasons": ["snapshot"], "residualRisks": ["DNS"],
                         "changes": ["eni-1", "ModifyNetwork"]}]}""")).isEmpty();
    }

    @Test
    void namesEachDifferenceWithWhatWasExpectedAndFound() throws Exception {
        assertThat(differences("""
                        {"disposition": "SKIPPED", "matchedRules": [], "responses": [{"response": "isolate-instance",
                         "target": "i-1", "outcome": "PARTIAL", "reasons": ["exempt"]}]}"""))
                .containsExactly(
                        "disposition: expected SKIPPED, found CONTAINED",
                        "matchedRules: expected [], found [rule]",
                        "isolate-instance on i-1: outcome: expected PARTIAL, found CONTAINED",
                        "isolate-instance on i-1: reasons: expected one with \"exempt\", found [not preserved: snapshot]");
    }

    @Test
    void looksForTextsInEveryListThatAResponseSays() throws Exception {
        assertThat(differences("""
                        {"responses": [{"response": "isolate-instance", "target": "i-1", "residualRisks": ["DNS"],
                         "nextSteps": ["look"], "blastRadius": ["fleet"], "changes": ["eni-1"]}]}""")).isEmpty();
        assertThat(differences("""
                        {"responses": [{"response": "isolate-instance", "target": "i-1", "residualRisks": ["x"],
                         "nextSteps": ["x "], "blastRadius": ["x"], "changes": ["x"]}]}""")).hasSize(4);
    }

    @Test
    void expectsExactlyTheseResponses() throws Exception {
        assertThat(differences("{\"responses\": []}"))
                .containsExactly("expected no isolate-instance on i-1, found CONTAINED");
        assertThat(differences("{\"responses\": [{\"response\": \"revoke-sessions\", \"target\": \"-\"}]}"))
                .containsExactly(
                        "expected revoke-sessions on -, found no such response",
                        "expected no isolate-instance on i-1, found CONTAINED");
    }

    @Test
    void takesAMistypedKeyForADifference() throws Exception {
        assertThat(differences("{\"given\": {\"bucket\": {\"blok\": null}, \"deny\": []}}"))
                .containsExactly(
                        "\"given\" has the key given.deny, which means nothing",
                        "\"given\" has the key bucket.blok, which means nothing");
        assertThat(differences("{\"dispositon\": \"SKIPPED\"}"))
                .singleElement()
                .asString()
                .contains("dispositon");
    }
}
