package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets all flags of a bucket's block, and takes that back. */
record BlockBucketAction(Buckets buckets) implements StepAction {
    static final String NAME = "block-public-access";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return BucketState.read(buckets, step.resource()).before();
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
            throw failed;
        }
    }

    private Restoration release(String bucket, Optional<Flags> before, Optional<Flags> current) {
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        if (!current.equals(Optional.of(Flags.ALL))) {
            return Restoration.drifted("somebody changed the public access block of " + bucket);
        }
        before.ifPresentOrElse(flags -> buckets.putBlock(bucket, flags), () -> buckets.deleteBlock(bucket));
        return Restoration.restored(exposure(bucket, before.orElse(new Flags(false, false, false, false))));
    }

    /** What the flags that are back let through, of the policy and the ACL as they are now. */
    private String exposure(String bucket, Flags flags) {
        try {
            List<String> causes = new ArrayList<>();
            if (!flags.restrictPublicBuckets()
                    && buckets.policy(bucket).filter(Exposure::isPublic).isPresent()) {
                causes.add("policy");
            }
            if (!flags.ignorePublicAcls() && buckets.grants(bucket).stream().anyMatch(Exposure::isPublic)) {
                causes.add("ACL");
            }
            return causes.isEmpty()
                    ? ""
                    : "the bucket is public again by its " + String.join(" and its ", causes)
                            + ", unless the account's own block or the organization closes it";
        } catch (CallFailed failed) {
            return "not known whether the bucket is public again: " + failed.getMessage();
        }
    }
}
