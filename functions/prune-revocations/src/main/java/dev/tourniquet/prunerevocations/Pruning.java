package dev.tourniquet.prunerevocations;

import dev.tourniquet.identity.Protection;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import dev.tourniquet.runtime.JsonJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/** One run over all roles of the account. What fails on one role is named in the end and keeps no other from its turn. */
final class Pruning {
    /** For one more policy: reading it again and deleting it, at their slowest. */
    private static final Duration RESERVE = Duration.ofSeconds(35);

    private final IamClient iam;
    private final Roles roles;
    private final Protection protection;
    private final JsonJournal journal;
    private final InstantSource clock;

    private enum Result {
        PRUNED,
        KEPT,
        GONE
    }

    Pruning(IamClient iam, Protection protection, JsonJournal journal, InstantSource clock) {
        this.iam = iam;
        this.roles = new Roles(iam);
        this.protection = protection;
        this.journal = journal;
        this.clock = clock;
    }

    Tally run(Instant deadline) {
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        boolean stopped = false;
        @Nullable String marker = null;
        try {
            do {
                GetAccountAuthorizationDetailsResponse page = page(marker);
                stopped = !prune(page.roleDetailList(), deadline, results, failures);
                marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
                stopped = stopped || (marker != null && !hasTime(deadline));
            } while (marker != null && !stopped);
        } catch (CallFailed failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
        return new Tally(count(results, Result.PRUNED), count(results, Result.KEPT), failures, stopped);
    }

    private GetAccountAuthorizationDetailsResponse page(@Nullable String marker) {
        return Calls.call(
                "iam:GetAccountAuthorizationDetails",
                "*",
                () -> iam.getAccountAuthorizationDetails(
                        request -> request.filter(EntityType.ROLE).marker(marker)));
    }

    /** False where the time was over before all were done. */
    private boolean prune(List<RoleDetail> found, Instant deadline, List<Result> results, List<String> failures) {
        for (RoleDetail role : found) {
            for (PolicyDetail policy : role.rolePolicyList()) {
                if (!policy.policyName().startsWith(Revocation.POLICY_PREFIX)) {
                    continue;
                }
                if (!hasTime(deadline)) {
                    return false;
                }
                try {
                    results.add(prune(role, policy));
                } catch (CallFailed failed) {
                    failures.add(String.valueOf(failed.getMessage()));
                }
            }
        }
        return true;
    }

    private Result prune(RoleDetail role, PolicyDetail policy) {
        String listed = Roles.decoded(policy.policyDocument());
        Optional<Revocation> expired = Revocation.read(listed).filter(found -> found.isExpired(clock.instant()));
        if (expired.isEmpty() || isProtected(role)) {
            return Result.KEPT;
        }
        return switch (roles.deleteUnchanged(role.roleName(), policy.policyName(), listed)) {
            case DELETED -> {
                journal.pruned(
                        role.roleName(), policy.policyName(), expired.get().cutOff());
                yield Result.PRUNED;
            }
            case CHANGED -> Result.KEPT;
            case GONE -> Result.GONE;
        };
    }

    private boolean isProtected(RoleDetail role) {
        return protection.covers(Role.builder()
                .path(role.path())
                .roleName(role.roleName())
                .arn(role.arn())
                .build());
    }

    private boolean hasTime(Instant deadline) {
        return clock.instant().plus(RESERVE).isBefore(deadline);
    }

    private static int count(List<Result> results, Result which) {
        return (int) results.stream().filter(which::equals).count();
    }
}
