package dev.tourniquet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CallFailedTest {
    private final CallFailed failed =
            new CallFailed("iam:PutRolePolicy", "Admin", "LimitExceeded", CallFailed.Kind.REJECTED, null);

    @Test
    void tellsTheCallInTheWordsOfThePermissionItNeeds() {
        assertThat(failed).hasMessage("iam:PutRolePolicy on Admin: LimitExceeded");
        assertThat(failed.code()).isEqualTo("LimitExceeded");
        assertThat(failed.remedy()).isEmpty();
    }

    @Test
    void keepsWhatItIsWhereItsCauseIsKnown() {
        CallFailed explained = failed.explained(", of which the role has none left", "Make room.");

        assertThat(explained).hasMessage("iam:PutRolePolicy on Admin: LimitExceeded, of which the role has none left");
        assertThat(explained.remedy()).contains("Make room.");
        assertThat(explained.kind()).isEqualTo(CallFailed.Kind.REJECTED);
        assertThat(explained.resource()).isEqualTo("Admin");
        assertThat(explained.retryable().kind()).isEqualTo(CallFailed.Kind.RETRYABLE);
        assertThat(explained.retryable().remedy()).contains("Make room.");
    }
}
