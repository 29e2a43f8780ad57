package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Prints what became of an order to contain. */
final class Outcomes {
    private static final List<String> CONTAINED = List.of("CONTAINED", "ALREADY_CONTAINED");

    private Outcomes() {}

    /** The exit code. */
    static int print(JsonNode results, PrintWriter out) {
        boolean all = true;
        for (JsonNode result : results) {
            JsonNode report = result.path("report");
            String outcome = report.path("outcome").asText();
            all &= CONTAINED.contains(outcome);
            out.println(Terminal.text(outcome + "  " + report.path("caseId").asText()));
            sentences(report, "reasons", "Why", out);
            report.path("steps")
                    .forEach(step ->
                            out.println(Terminal.text("  " + step.path("status").asText() + "  "
                                    + step.path("action").asText() + " "
                                    + step.path("resource").asText())));
            sentences(report, "residualRisks", "Still open", out);
            sentences(report, "nextSteps", "To do", out);
            if (report.path("approval").has("planHash")) {
                out.println(Terminal.text("  To carry it out: tourniquet approve "
                        + report.path("caseId").asText() + " --plan "
                        + report.path("approval").path("planHash").asText()));
            }
        }
        return all ? Exit.DONE : Exit.NOT_ALL;
    }

    private static void sentences(JsonNode report, String field, String name, PrintWriter out) {
        report.path(field).forEach(sentence -> out.println(Terminal.text("  " + name + ": " + sentence.asText())));
    }
}
