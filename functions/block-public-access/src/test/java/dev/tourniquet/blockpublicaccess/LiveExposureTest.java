package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.Grant;

/** What policy, ACL and block come to together. */
final class LiveExposureTest {
    private static final Read<Optional<String>> NO_POLICY = new Read.Known<>(Optional.empty());
    private static final Read<Optional<String>> PUBLIC_POLICY = new Read.Known<>(Optional.of(World.PUBLIC_POLICY));
    private static final Read<Optional<String>> NARROW_POLICY = new Read.Known<>(
            Optional.of(World.PUBLIC_POLICY.replace("\"*\"", "{\"AWS\":\"arn:aws:iam::123456789012:root\"}")));
    private static final Read<Optional<String>> UNREAD_POLICY = unread("s3:GetBucketPolicy");
    private static final Read<List<Grant>> NO_GRANTS = new Read.Known<>(List.of());
    private static final Read<List<Grant>> PUBLIC_ACL = new Read.Known<>(List.of(Grant.builder()
            .grantee(everybody -> everybody.uri("http://acs.amazonaws.com/groups/global/AllUsers"))
            .build()));
    private static final Read<List<Grant>> UNREAD_ACL = unread("s3:GetBucketAcl");

    private static final Flags RESTRICT = new Flags(false, false, false, true);
    private static final Flags IGNORE = new Flags(false, true, false, false);
    private static final Flags ONLY_NEW_ONES = new Flags(true, false, true, false);

    @Test
    void isOpenByWhateverLetsThePublicIn() {
        assertThat(LiveExposure.of(Flags.NONE, PUBLIC_POLICY, NO_GRANTS)).isEqualTo(open("policy"));
        assertThat(LiveExposure.of(Flags.NONE, NARROW_POLICY, PUBLIC_ACL)).isEqualTo(open("ACL"));
        assertThat(LiveExposure.of(Flags.NONE, PUBLIC_POLICY, PUBLIC_ACL)).isEqualTo(open("policy", "ACL"));
    }

    @Test
    void isOpenWhereOnlyNewPoliciesAndAclsAreRefused() {
        assertThat(LiveExposure.of(ONLY_NEW_ONES, PUBLIC_POLICY, PUBLIC_ACL)).isEqualTo(open("policy", "ACL"));
    }

    @Test
    void isClosedByTheFlagThatMasksEach() {
        assertThat(LiveExposure.of(RESTRICT, PUBLIC_POLICY, NO_GRANTS)).isInstanceOf(LiveExposure.Closed.class);
        assertThat(LiveExposure.of(IGNORE, NO_POLICY, PUBLIC_ACL)).isInstanceOf(LiveExposure.Closed.class);
        assertThat(LiveExposure.of(IGNORE, PUBLIC_POLICY, PUBLIC_ACL)).isEqualTo(open("policy"));
        assertThat(LiveExposure.of(RESTRICT, PUBLIC_POLICY, PUBLIC_ACL)).isEqualTo(open("ACL"));
    }

    @Test
    void saysWhatWasLookedAtWhereItIsClosed() {
        assertThat(LiveExposure.of(Flags.NONE, NO_POLICY, NO_GRANTS))
                .isEqualTo(new LiveExposure.Closed("it has no policy; its ACL grants nothing to everybody"
                        + " (ACLs of single objects were not looked at)"));
        assertThat(LiveExposure.of(IGNORE.or(RESTRICT), UNREAD_POLICY, UNREAD_ACL))
                .isEqualTo(
                        new LiveExposure.Closed("RestrictPublicBuckets keeps the public out whatever its policy says;"
                                + " IgnorePublicAcls keeps the public out whatever its ACL says"));
        assertThat(LiveExposure.of(IGNORE, NARROW_POLICY, NO_GRANTS))
                .isInstanceOfSatisfying(
                        LiveExposure.Closed.class,
                        closed -> assertThat(closed.why()).contains("its policy lets in nobody but some"));
    }

    @Test
    void isNotKnownWhereWhatCouldOpenItCannotBeRead() {
        assertThat(LiveExposure.of(Flags.NONE, UNREAD_POLICY, NO_GRANTS))
                .isEqualTo(new LiveExposure.Unknown(List.of("s3:GetBucketPolicy on tq: AccessDenied")));
        assertThat(LiveExposure.of(RESTRICT, UNREAD_POLICY, UNREAD_ACL))
                .isEqualTo(new LiveExposure.Unknown(List.of("s3:GetBucketAcl on tq: AccessDenied")));
        assertThat(LiveExposure.of(Flags.NONE, UNREAD_POLICY, UNREAD_ACL))
                .isEqualTo(new LiveExposure.Unknown(
                        List.of("s3:GetBucketPolicy on tq: AccessDenied", "s3:GetBucketAcl on tq: AccessDenied")));
    }

    @Test
    void isOpenByWhatWasReadAlthoughTheRestWasNot() {
        assertThat(LiveExposure.of(Flags.NONE, UNREAD_POLICY, PUBLIC_ACL)).isEqualTo(open("ACL"));
        assertThat(LiveExposure.of(Flags.NONE, PUBLIC_POLICY, UNREAD_ACL)).isEqualTo(open("policy"));
    }

    private static LiveExposure open(String... ways) {
        return new LiveExposure.Open(List.of(ways));
    }

    private static <T> Read<T> unread(String action) {
        return new Read.Unknown<>(new CallFailed(action, "tq", "AccessDenied", CallFailed.Kind.DENIED, null));
    }
}
