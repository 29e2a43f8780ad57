package dev.tourniquet.infra.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of what people hear, and where besides the topic.
 *
 * @param outcomes     which outcomes are told; releases, switches and limits always are
 * @param fromSeverity from which severity of the finding, on GuardDuty's scale of 1 to 10
 * @param slackSecret  ARN of the secret with the address of an incoming webhook; null where Slack is not told
 * @param securityHub  whether the finding in Security Hub is marked as notified, and annotated
 */
public record Notifications(
        Set<Outcome> outcomes,
        double fromSeverity,
        @Nullable String slackSecret,
        boolean securityHub) {

    public Notifications {
        outcomes = Collections.unmodifiableSet(EnumSet.copyOf(outcomes));
    }

    /**
     * Not ALREADY_CONTAINED, NOTHING_TO_DO and SKIPPED: nothing changed and nobody has to act. DRY_RUN is what an account
     * is observed for. From the least severity, since each response has thresholds of its own.
     */
    public static Notifications defaults() {
        return new Notifications(
                EnumSet.of(
                        Outcome.CONTAINED,
                        Outcome.PARTIAL,
                        Outcome.FAILED,
                        Outcome.REFUSED,
                        Outcome.AWAITING_APPROVAL,
                        Outcome.DRY_RUN),
                1,
                null,
                false);
    }
}
