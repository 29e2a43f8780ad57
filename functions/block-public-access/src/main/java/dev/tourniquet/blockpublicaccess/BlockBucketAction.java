package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.Grant;

/** Sets all flags of a bucket's block, and takes that back. */
record BlockBucketAction(Buckets buckets, AccountBlock account, Denial denial) implements StepAction {
    static final String NAME = "block-public-access";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return BucketState.read(buckets, account, step.resource(), false).before();
    }

    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return BucketState.joined(first, later);
    }

    @Override
    public void apply(Step step, String caseId) {
        buckets.putBlock(step.resource(), Flags.ALL);
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return buckets.block(step.resource()).equals(Optional.of(Flags.ALL));
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        String bucket = step.resource();
        try {
            return release(bucket, Flags.noted(Json.tree(step.before())), buckets.block(bucket));
        } catch (CallFailed failed) {
            if (failed.code().equals(Buckets.NO_BUCKET)) {
                return Restoration.gone();
            }
            throw failed.kind() == CallFailed.Kind.DENIED ? denial.explained(bucket, failed) : failed;
        }
    }

    private Restoration release(String bucket, Optional<Flags> before, Optional<Flags> current) {
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        if (!current.equals(Optional.of(Flags.ALL))) {
            return Restoration.drifted("somebody changed the public access block of " + bucket);
        }
        return putBack(bucket, before);
    }

    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        try {
            return putBack(step.resource(), Flags.noted(Json.tree(step.before())));
        } catch (CallFailed failed) {
            throw failed.kind() == CallFailed.Kind.DENIED ? denial.explained(step.resource(), failed) : failed;
        }
    }

    private Restoration putBack(String bucket, Optional<Flags> before) {
        before.ifPresentOrElse(flags -> buckets.putBlock(bucket, flags), () -> buckets.deleteBlock(bucket));
        return Restoration.restored(exposure(bucket, before.orElse(Flags.NONE)));
    }

    /** Who gets in now that the flags are back, by policy, ACL and account as they are at this moment. */
    private String exposure(String bucket, Flags flags) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<Flags>> byAccount = reads.start(account::block);
            Supplier<Optional<String>> policy = reads.start(() -> buckets.policy(bucket));
            Supplier<List<Grant>> grants = reads.start(() -> buckets.grants(bucket));
            BucketState state =
                    new BucketState(Optional.of(flags), Read.of(byAccount), Read.of(policy), Read.of(grants), Map::of);
            return switch (state.exposure()) {
                case LiveExposure.Open(List<String> ways) ->
                    "the bucket is public again by its " + String.join(" and its ", ways)
                            + state.accountBlock()
                                    .failure()
                                    .map(failure ->
                                            ", unless the account's block closes it, which is not known: " + failure)
                                    .orElse("");
                case LiveExposure.Closed _
                when LiveExposure.of(flags, state.policy(), state.grants()) instanceof LiveExposure.Open ->
                    "the bucket is closed at the level of the account (its own setting or the organization's) only";
                case LiveExposure.Closed _ -> "";
                case LiveExposure.Unknown(List<String> unread) ->
                    "not known whether the bucket is public again: " + String.join("; ", unread);
            };
        }
    }
}
