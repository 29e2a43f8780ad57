package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.tourniquet.identity.Users;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

final class DenyUserTest {
    @Test
    void writesNothingWhereTheCaseHoldsAPolicyThatIsNoDenial() {
        IamClient iam = mock(IamClient.class);
        DenyUser.After tampered = new DenyUser.After(
                "alice",
                "tourniquet-deny-sessions",
                Instant.parse("2026-10-22T12:00:00Z"),
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
        Step step = new Step(DenyUser.NAME, "alice", Phase.CONTAIN, null, Json.tree(tampered));

        assertThatThrownBy(() -> new DenyUser(new Users(iam), InstantSource.system()).apply(step, "case"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no denial of ours");
        verifyNoInteractions(iam);
    }
}
