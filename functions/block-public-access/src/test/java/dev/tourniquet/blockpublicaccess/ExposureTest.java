package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                "\"Principal\":{\"AWS\":[\"*\"]}",
                "\"Principal\":{\"CanonicalUser\":\"*\"}",
                "\"Principal\":[\"*\"]",
                "\"NotPrincipal\":{\"AWS\":[]},\"Condition\":{}",
                "\"Sid\":\"without a principal\"",
                "\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:Referer\":\"https://example.com/*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"s3:prefix\":\"public/\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-abc\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-abc\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"IpAddressIfExists\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:PrincipalOrgID\":\"o-*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpce\":\"vpce-?????????????????\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":[\"o-abc\",\"${aws:PrincipalOrgID}\"]}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:userid\":\"AROASBV5KA23N3EXAMPLE:*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/reader\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:cloudfront::*:distribution/*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ArnLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:us-east-1:*:accesspoint/*\"}}",
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
                "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"arn:aws:cloudfront::123456789012:distribution/E1\"}}",
                "\"Principal\":{\"Federated\":\"cognito-identity.amazonaws.com\"}",
                "\"Principal\":{\"CanonicalUser\":\"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\"}",
                "\"Principal\":{\"AWS\":[\"210987654321\",\"arn:aws:iam::123456789012:role/reader\"]}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"s3:DataAccessPointAccount\":\"123456789012\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ArnLike\":{\"s3:DataAccessPointArn\":\"arn:aws:s3:us-east-1:123456789012:accesspoint/*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-abc/r-def/*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::123456789012:role/*\"}}",
                "\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"},\"StringLike\":{\"s3:prefix\":\"*\"}}",
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
    void doesNotWeighADenialAgainstWhatIsAllowed() {
        String denial = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";

        assertThat(Exposure.isPublic(World.PUBLIC_POLICY.replace("[", "[" + denial + ",")))
                .isTrue();
    }

    @Test
    void findsThePublicStatementAmongOthers() {
        String narrow =
                "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"210987654321\"},\"Action\":\"s3:*\",\"Resource\":\"*\"}";

        assertThat(Exposure.isPublic(World.PUBLIC_POLICY.replace("[", "[" + narrow + ",")))
                .isTrue();
        assertThat(Exposure.isPublic("{\"Statement\":" + narrow + "}")).isFalse();
        assertThat(Exposure.isPublic("{\"Statement\":" + narrow.replace("\"210987654321\"", "\"*\"") + "}"))
                .isTrue();
        assertThat(Exposure.isPublic("{\"Statement\":[]}")).isFalse();
    }

    @Test
    void doesNotTakeTheWholeWorldInPiecesForSome() {
        assertThat(Exposure.isPublic(policy("Allow", from(ranges(16))))).isFalse();
        assertThat(Exposure.isPublic(policy("Allow", from(ranges(17))))).isTrue();
        assertThat(Exposure.isPublic(policy("Allow", from(ranges(256))))).isTrue();
    }

    @Test
    void takesWhatItCannotReadForPublic() {
        assertThat(Exposure.isPublic("{")).isTrue();
        assertThat(Exposure.isPublic("{}")).isTrue();
        assertThat(Exposure.isPublic("[]")).isTrue();
        assertThat(Exposure.isPublic(policy("allow", "\"Principal\":\"*\""))).isTrue();
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

    private static Stream<String> ranges(int many) {
        return IntStream.range(0, many).mapToObj(first -> "\"" + first + ".0.0.0/8\"");
    }

    private static String from(Stream<String> ranges) {
        return "\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":["
                + ranges.collect(Collectors.joining(",")) + "]}}";
    }

    private static Grant group(String uri) {
        return Grant.builder()
                .grantee(group -> group.uri(uri))
                .permission(Permission.READ)
                .build();
    }
}
