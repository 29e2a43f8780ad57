package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.FunctionConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.Tag;

/** Sets all four flags of the public access block, on a bucket or on the account. */
final class PublicAccessBlocking implements Response {
    private final FunctionConfig config;
    private final Buckets buckets;
    private final AccountBlock account;
    private final InstantSource clock;

    PublicAccessBlocking(FunctionConfig config, Buckets buckets, AccountBlock account, InstantSource clock) {
        this.config = config;
        this.buckets = buckets;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "block-public-access";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof Target.Bucket || target instanceof Target.AccountPublicAccess;
    }

    @Override
    public Thresholds thresholds(Target target) {
        return config.severity();
    }

    @Override
    public StepAction action(String name) {
        return switch (name) {
            case BlockBucketAction.NAME -> new BlockBucketAction(buckets);
            case BlockAccountAction.NAME -> new BlockAccountAction(account);
            default -> throw new IllegalArgumentException("block-public-access has no step " + name);
        };
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        return target instanceof Target.Bucket(String name) ? bucket(name) : account();
    }

    private Planning bucket(String name) {
        try {
            BucketState state = BucketState.read(buckets, name);
            if (state.block().equals(Optional.of(Flags.ALL))) {
                return new Planning.AlreadyContained(
                        "all four flags of the public access block of " + name + " are on", Advice.residualRisks(name));
            }
            return exemption(name, state).over(() -> {
                Step step = new Step(BlockBucketAction.NAME, name, Phase.CONTAIN, state.before(), Json.tree(Flags.ALL));
                return new Planning.Planned(
                        new Plan(List.of(step), Advice.residualRisks(name), Advice.nextSteps(name, state.unread())));
            });
        } catch (CallFailed failed) {
            if (failed.code().equals(Buckets.NO_BUCKET)) {
                return new Planning.NothingToDo("the bucket " + name + " does not exist any more");
            }
            throw failed;
        }
    }

    private Planning account() {
        Optional<Flags> flags = account.block();
        if (flags.equals(Optional.of(Flags.ALL))) {
            return new Planning.AlreadyContained(
                    "all four flags of the account's public access block are on", Advice.ACCOUNT_RISKS);
        }
        Step step = new Step(
                BlockAccountAction.NAME,
                config.account(),
                Phase.CONTAIN,
                BlockAccountAction.before(flags),
                Json.tree(Flags.ALL));
        return new Planning.Planned(new Plan(List.of(step), Advice.ACCOUNT_RISKS, Advice.ACCOUNT_STEPS));
    }

    private Exemption exemption(String bucket, BucketState state) {
        Map<String, String> tags =
                state.tags().get().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        String arn = "arn:%s:s3:::%s".formatted(config.partition(), bucket);
        return config.exemptions().of(List.of(bucket, arn), tags, clock.instant());
    }
}
