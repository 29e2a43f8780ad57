package dev.tourniquet.engine;

import dev.tourniquet.text.PlainText;

/**
 * An operator's order to carry out a plan that waits.
 *
 * @param caseId {@code <response>/<target>/<generation>}
 * @param planHash of the plan that he was shown
 * @param approvedBy who he is
 */
public record ApprovalRequest(String caseId, String planHash, String approvedBy) {
    public ApprovalRequest {
        approvedBy = PlainText.who(approvedBy);
    }
}
