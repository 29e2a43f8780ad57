package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

final class RevokeActionTest {

    @Test
    void writesNothingWhereTheCaseHoldsAPolicyThatRevokesNothing() {
        IamClient iam = mock(IamClient.class);
        PolicyState.After tampered = new PolicyState.After(
                "web",
                "tourniquet-revoke-all-sessions",
                Instant.parse("2026-10-22T12:00:00Z"),
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
        Step step = new Step(RevokeAction.ROLE, "web", Phase.CONTAIN, null, Json.tree(tampered));

        assertThatThrownBy(() ->
                        new RevokeAction(RevokeAction.ROLE, new Roles(iam), InstantSource.system()).apply(step, "case"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("revokes nothing");
        verifyNoInteractions(iam);
    }
}
