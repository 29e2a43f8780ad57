package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;

final class ExposureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Principal\":\"*\"",
                "\"Principal\":{\"AWS\":\"*\"}",
                "\"Principal\":{\"AWS\":[\"arn:aws:iam::123456789012:root\",\"*\"]}",
                "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"}",
                "\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"192.0.2.0/24\",\"::/0\"]}}",
                "\"Principal\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"Null\":{\"aws:SourceVpce\":\"true\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEqualsIfExists\":{\"aws:SourceVpce\":\"vpce-1\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"0.0.0.0/1\",\"128.0.0.0/1\"]}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"2000::/3\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"${anything}\"}}"
            })
    void seesThatAPolicyLetsEverybodyIn(String who) {
        assertThat(Exposure.isPublic(policy("Allow", who))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"}",
                "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"192.0.2.1\",\"2001:db8::/32\"]}}",
                "\"Principal\":\"*\",\"Condition\":{\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-abc/r-def/\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"AWS:PrincipalOrgID\":[\"o-abc\"]}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}}"
            })
    void seesThatAPolicyLetsOnlySomeIn(String who) {
        assertThat(Exposure.isPublic(policy("Allow", who))).isFalse();
    }

    @Test
    void doesNotTakeADenialForAnOpening() {
        assertThat(Exposure.isPublic(policy("Deny", "\"Principal\":\"*\""))).isFalse();
    }

    @Test
    void takesWhatItCannotReadForPublic() {
        assertThat(Exposure.isPublic("{")).isTrue();
    }

    @Test
    void tellsGrantsToEverybodyFromGrantsToSome() {
        assertThat(Exposure.isPublic(group("http://acs.amazonaws.com/groups/global/AllUsers")))
                .isTrue();
        assertThat(Exposure.isPublic(group("http://acs.amazonaws.com/groups/global/AuthenticatedUsers")))
                .isTrue();
        assertThat(Exposure.isPublic(group("http://acs.amazonaws.com/groups/s3/LogDelivery")))
                .isFalse();
        assertThat(Exposure.isPublic(
                        Grant.builder().grantee(owner -> owner.id("79a5")).build()))
                .isFalse();
    }

    private static String policy(String effect, String who) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\"," + who
                + ",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";
    }

    private static Grant group(String uri) {
        return Grant.builder()
                .grantee(group -> group.uri(uri))
                .permission(Permission.READ)
                .build();
    }
}
