package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.User;

/** What moto's users never have. */
final class AdviceTest {
    private static final Instant NOON = Instant.parse("2026-10-22T12:00:00Z");

    @Test
    void saysWhenThePasswordWasLastUsed() {
        User user = User.builder()
                .userName("alice")
                .arn("arn:aws:iam::123456789012:user/alice")
                .passwordLastUsed(NOON.minusSeconds(60))
                .build();

        assertThat(advice(user).risksOfKey(true))
                .anyMatch(risk -> risk.contains("the password of alice (last used 2026-10-22T11:59:00Z)"));
        assertThat(advice(user).risksOfSession()).anyMatch(risk -> risk.contains("can sign in anew"));
    }

    private static Advice advice(User user) {
        UserDenial next = UserDenial.of(new Revocation(null, NOON), user.arn());
        return new Advice(
                user,
                new Denial("alice", "tourniquet-deny-sessions", Optional.empty(), Optional.empty(), next, false),
                List.of());
    }
}
