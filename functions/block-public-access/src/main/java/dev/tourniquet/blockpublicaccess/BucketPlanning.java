package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Tag;

/** What a finding asks of one bucket, by its type and by the bucket's live exposure. */
final class BucketPlanning {
    private final Buckets buckets;
    private final AccountBlock account;
    private final Denial denial;
    private final String exemptionTag;

    BucketPlanning(Buckets buckets, AccountBlock account, Denial denial, String exemptionTag) {
        this.buckets = buckets;
        this.account = account;
        this.denial = denial;
        this.exemptionTag = exemptionTag;
    }

    Planning plan(String findingType, String bucket) {
        Optional<NotABucket> other = NotABucket.of(bucket);
        if (other.isPresent()) {
            return other.get().planning(bucket);
        }
        BucketState state;
        try {
            state = BucketState.read(buckets, account, bucket);
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
        return acts && exempt(state.tags().get())
                ? new Planning.Exempt("the bucket " + bucket + " has the tag " + exemptionTag)
                : planning;
    }

    private boolean exempt(List<Tag> tags) {
        return tags.stream()
                .anyMatch(tag -> tag.key().equals(exemptionTag) && !tag.value().equalsIgnoreCase("false"));
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
        return new Plan(List.of(step), Advice.residualRisks(intent, bucket), Advice.nextSteps(intent, bucket, state));
    }
}
