package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
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

/** Sets all four flags of the public access block, on a bucket or on the account. */
final class PublicAccessBlocking implements Response {
    private final FunctionConfig config;
    private final Buckets buckets;
    private final AccountBlock account;
    private final InstantSource clock;
    private final Denial denial;
    private final BucketPlanning ofBuckets;

    PublicAccessBlocking(FunctionConfig config, Buckets buckets, AccountBlock account, InstantSource clock) {
        this.config = config;
        this.buckets = buckets;
        this.account = account;
        this.clock = clock;
        this.denial = new Denial(buckets, config.account());
        this.ofBuckets = new BucketPlanning(config, buckets, account, denial, clock);
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
            case BlockBucketAction.NAME -> new BlockBucketAction(buckets, account, denial);
            case BlockAccountAction.NAME -> new BlockAccountAction(account);
            default -> throw new IllegalArgumentException("block-public-access has no step " + name);
        };
    }

    /** Anybody in the world could take a name that he knew before. */
    @Override
    public Target canary(String nonce) {
        return new Target.Bucket("tourniquet-self-test-" + nonce);
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        return target instanceof Target.Bucket(String name) ? ofBuckets.plan(finding.type(), name) : ofAccount();
    }

    private Planning ofAccount() {
        Optional<Flags> flags = account.block();
        if (flags.equals(Optional.of(Flags.ALL))) {
            return new Planning.AlreadyContained(
                    "all four flags are on at the level of the account (its own setting or the organization's)",
                    Advice.ACCOUNT_RISKS);
        }
        Step step = new Step(
                BlockAccountAction.NAME,
                config.account(),
                Phase.CONTAIN,
                BlockAccountAction.before(flags),
                Json.tree(Flags.ALL));
        return config.exemptions()
                .of(List.of(config.account()), Map.of(), clock.instant())
                .over(() -> new Planning.Planned(new Plan(
                        List.of(step), Advice.ACCOUNT_RISKS, Advice.ACCOUNT_STEPS, Advice.ACCOUNT_BLAST_RADIUS)));
    }
}
