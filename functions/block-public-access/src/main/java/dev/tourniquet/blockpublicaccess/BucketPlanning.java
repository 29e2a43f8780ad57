package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import dev.tourniquet.runtime.FunctionConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a finding asks of one bucket, by its type and by the bucket's live exposure. */
final class BucketPlanning {
    private final FunctionConfig config;
    private final Buckets buckets;
    private final AccountBlock account;
    private final Denial denial;
    private final InstantSource clock;

    BucketPlanning(FunctionConfig config, Buckets buckets, AccountBlock account, Denial denial, InstantSource clock) {
        this.config = config;
        this.buckets = buckets;
        this.account = account;
        this.denial = denial;
        this.clock = clock;
    }

    Planning plan(String findingType, String bucket) {
        Optional<NotABucket> other = NotABucket.of(bucket);
        if (other.isPresent()) {
            return other.get().planning(bucket);
        }
        BucketState state;
        try {
            state = BucketState.read(
                    buckets, account, bucket, config.exemptions().tagKey() != null);
        } catch (CallFailed failed) {
            if (failed.code().equals(Buckets.NO_BUCKET)) {
                return new Planning.NothingToDo("the bucket " + bucket + " does not exist any more");
            }
            if (failed.kind() == CallFailed.Kind.DENIED) {
                return denial.planning(bucket, failed);
            }
            throw failed;
        }
        Planning planning = plan(Intent.of(findingType), bucket, state);
        boolean acts = planning instanceof Planning.Planned || planning instanceof Planning.NeedsApproval;
        return acts ? exemption(bucket, state).over(() -> planning) : planning;
    }

    /** The list is asked first: it holds also where the tags cannot be read. */
    private Exemption exemption(String bucket, BucketState state) {
        List<String> names = List.of(bucket, "arn:%s:s3:::%s".formatted(config.partition(), bucket));
        Exemption listed = config.exemptions().of(names, Map.of(), clock.instant());
        if (!(listed instanceof Exemption.None)) {
            return listed;
        }
        return config.exemptions().of(names, state.tags().get(), clock.instant());
    }

    private Planning plan(Intent intent, String bucket, BucketState state) {
        Optional<String> closedBy = state.closedBy(bucket);
        if (closedBy.isPresent()) {
            return closed(intent, bucket, state, closedBy.get());
        }
        if (intent == Intent.RESTORE_BLOCK) {
            return new Planning.Planned(closing(intent, bucket, state));
        }
        return switch (state.exposure()) {
            case LiveExposure.Open _ -> new Planning.Planned(closing(intent, bucket, state));
            case LiveExposure.Closed(String why) ->
                new Planning.NothingToDo(bucket + " is not public: " + why + intent.whereItIsPrivate());
            case LiveExposure.Unknown _
            when intent.isAboutPublicAccess() -> new Planning.Planned(closing(intent, bucket, state));
            case LiveExposure.Unknown(List<String> unread) ->
                new Planning.NeedsApproval(
                        closing(intent, bucket, state),
                        "not known whether " + bucket + " is public: " + String.join("; ", unread));
        };
    }

    /** What a finding about something else leaves to do of a private bucket is nothing; that a block masks more is said. */
    private static Planning closed(Intent intent, String bucket, BucketState state, String closedBy) {
        return intent.isAboutPublicAccess() || state.exposureWithoutBlock() instanceof LiveExposure.Open
                ? new Planning.AlreadyContained(
                        closedBy + intent.whereItIsPrivate(), Advice.residualRisks(intent, bucket, state))
                : new Planning.NothingToDo(bucket + " is not public: " + closedBy + intent.whereItIsPrivate());
    }

    private static Plan closing(Intent intent, String bucket, BucketState state) {
        Step step = new Step(BlockBucketAction.NAME, bucket, Phase.CONTAIN, state.before(), Json.tree(Flags.ALL));
        return new Plan(
                List.of(step),
                Advice.residualRisks(intent, bucket),
                Advice.nextSteps(intent, bucket, state),
                Advice.blastRadius(bucket));
    }
}
