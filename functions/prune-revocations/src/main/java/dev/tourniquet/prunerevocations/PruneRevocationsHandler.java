package dev.tourniquet.prunerevocations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.JsonJournal;
import java.time.InstantSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The function {@code tourniquet-prune-revocations}, run by a schedule: deletes Tourniquet's own inline policies on roles
 * once they deny nobody any more. Roles are global, so one Region of an account is enough, and several do no harm.
 */
public final class PruneRevocationsHandler implements RequestHandler<ScheduledEvent, String> {
    private final Pruning pruning;
    private final InstantSource clock;

    /** As Lambda starts it. */
    public PruneRevocationsHandler() {
        this(Aws.ofProcess());
    }

    /** On the AWS given. */
    public PruneRevocationsHandler(Aws aws) {
        pruning = new Pruning(
                aws.client(IamClient.builder()),
                new Protection(
                        aws.environment().list("TOURNIQUET_PROTECTED"),
                        aws.environment().required("AWS_REGION")),
                new JsonJournal("prune-revocations", aws.output(), aws.clock(), aws::calls),
                aws.clock());
        clock = aws.clock();
    }

    /**
     * Prunes.
     *
     * @return {@code {"pruned":2,"kept":5,"failed":0}}, of policies; and {@code stopped}, where no time was left for the rest
     * @throws IllegalStateException where something failed, after all was tried, so that the function's alarm sees it
     */
    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        Tally tally = pruning.run(clock.instant().plusMillis(context.getRemainingTimeInMillis()));
        if (!tally.failures().isEmpty()) {
            throw new IllegalStateException(
                    "revocations still to be pruned: " + tally.answer() + "; " + String.join("; ", tally.failures()));
        }
        return tally.answer();
    }
}
