package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.proof.Trials.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;

/** Faults on the calls of a release that overwrites what somebody changed. */
final class ForcedReleasesTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereSomebodyPermittedAUserInOurName() {
        return forced("key", Drift.PERMITTED_USER);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereSomebodyPermittedARoleInOurName() {
        return forced("session", Drift.PERMITTED_ROLE);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereSomebodyOpenedBucketsByHalf() {
        return forced("buckets", Drift.HALF_OPEN_BUCKETS);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereSomebodyOpenedTheAccountByHalf() {
        return forced("account", Drift.HALF_OPEN_ACCOUNT);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereSomebodyMovedAnInterface() {
        return forced("instance", Drift.MOVED_INSTANCE);
    }

    @Test
    void findAReleaseThatIsSaidToHaveOverwrittenWhatItHasNot() {
        ExecutionInterceptor bug = Planted.onRequest(
                DeleteUserPolicyRequest.class,
                delete -> delete.toBuilder().policyName("another").build());
        try (ForcedReleases releases = new ForcedReleases(Scenes.scene("key"), Drift.PERMITTED_USER)) {
            Trial harmless = releases.all().stream()
                    .filter(trial -> trial.fault() == Fault.THROTTLED_ONCE)
                    .findFirst()
                    .orElseThrow();

            assertThat(releases.violations(harmless)).isEmpty();
            assertThat(releases.plant(bug).violations(harmless))
                    .anyMatch(violation -> violation.startsWith("said to be back, but user "));
        }
    }

    private static Stream<DynamicTest> forced(String scene, Drift drift) {
        return DrawnFaults.of("forced-" + scene, new ForcedReleases(Scenes.scene(scene), drift));
    }
}
