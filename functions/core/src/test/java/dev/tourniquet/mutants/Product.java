package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.finding.Target;

/** What is under fire; tests of the harness put something worse in its place. */
interface Product {

    default Reading read(JsonNode event) {
        return FindingReader.read(event);
    }

    default Decision decide(Answer answer, Finding finding, Target target) {
        return answer.decider().decide(finding, target, answer.thresholds());
    }

    /** As it is deployed. */
    static Product real() {
        return new Product() {};
    }
}
