package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Target.OtherPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetTest {
    /** Two findings on one target meet in one case; two targets never share one. */
    @Test
    void isKeptUnderWhatIdentifiesItAlone() {
        assertThat(List.of(
                                new Target.Instance("i-0123abcd", false),
                                new Target.Instance("i-0123abcd", true, true),
                                new Target.RoleSession("app", "AROAEXAMPLE00000", "alice"),
                                new Target.RoleSession("app", "AROAEXAMPLE00000", "i-0123abcd"),
                                new Target.UserAccessKey("AKIAEXAMPLE00000", "alice", "AIDAEXAMPLE00000"),
                                new Target.UserSession("alice", "AIDAEXAMPLE00000", "ASIAEXAMPLE00000", false),
                                new Target.UserSession("alice", "", "ASIAEXAMPLE00000", false),
                                new OtherPrincipal(OtherPrincipal.Kind.ROOT, "root"),
                                new OtherPrincipal(OtherPrincipal.Kind.AWS_ACCOUNT, "111122223333"),
                                new OtherPrincipal(OtherPrincipal.Kind.AWS_SERVICE, "ec2"),
                                new Target.Bucket("logs"),
                                new Target.AccountPublicAccess("123456789012"))
                        .stream()
                        .map(Target::key))
                .containsExactly(
                        "i-0123abcd",
                        "i-0123abcd",
                        "AROAEXAMPLE00000",
                        "AROAEXAMPLE00000:i-0123abcd",
                        "AKIAEXAMPLE00000",
                        "AIDAEXAMPLE00000",
                        "ASIAEXAMPLE00000",
                        "root",
                        "account-111122223333",
                        "service-ec2",
                        "logs",
                        "123456789012");
    }
}
