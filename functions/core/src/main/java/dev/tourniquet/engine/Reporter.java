package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.CaseId;
import java.util.List;

/**
 * Words a report.
 *
 * @param response the response's name
 * @param account the own account
 * @param region the Region in which the response runs
 */
record Reporter(String response, String account, String region) {

    CaseId firstCase(String targetKey) {
        return new CaseId(response, targetKey, 1);
    }

    Report report(Finding finding, String targetKey, Outcome outcome, Worker worker) {
        return new Report(
                1,
                "-",
                response,
                targetKey,
                account,
                region,
                Report.FindingInShort.of(finding),
                outcome.kind(),
                outcome.reasons(),
                outcome.residualRisks(),
                outcome.nextSteps(),
                List.of(),
                List.of(),
                worker.now(),
                null,
                false,
                null,
                null);
    }
}
