package dev.tourniquet.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExemptionsTest {

    @Test
    void noSectionTakesAnExemptionAway() {
        Settings settings = only("""
                {'defaults': {'exemptResources': ['nat-*']},
                 'accounts': {'123456789012': {'exemptResources': ['www.example.com', 'nat-*'], 'regions': {'us-east-1':
                   {'exemptResources': []}}}}}
                """);

        assertThat(settings.exemptions().resources()).containsExactly("nat-*", "www.example.com");
    }

    /** What is exempted by its name stays exempt: that is the way of those who do not trust tags. */
    @Test
    void tagsCanBeTurnedOffAlone() {
        Settings settings = only("""
                {'defaults': {'exemptResources': ['i-0123456789abcdef0']},
                 'accounts': {'123456789012': {'tagExemptions': false, 'regions': {'us-east-1': {}}}}}
                """);

        assertThat(settings.exemptions())
                .isEqualTo(new Exemptions("tourniquet:exempt", false, List.of("i-0123456789abcdef0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-0123456789abcdef0",
                "NatRole*",
                "deploy@example.com",
                "www.example.com",
                "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0",
                "arn:aws:ec2:*:*:instance/i-0*",
                "arn:aws:iam::123456789012:role/team/web",
                "arn:aws-cn:iam::*:user/*/build",
                "arn:aws:s3:::www.example.com"
            })
    void aResourceIsExemptedByIdNameOrArn(String resource) {
        assertThat(only("{'accounts':{'123456789012':{'exemptResources':['%s'],'regions':{'us-east-1':{}}}}}"
                                .formatted(resource))
                        .exemptions()
                        .resources())
                .containsExactly(resource);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "***",
                "",
                "a,b",
                "team/web",
                "arn:*",
                "arn:aws:s3:::*",
                "arn:aws:s3:::www.example.com/index.html",
                "arn:aws:iam::123456789012:role/*",
                "arn:aws:ec2:us-east-1:123456789012:instance/*",
                "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0123456789abcdef0"
            })
    void whatIsNoResourceOrEveryResourceIsRefused(String resource) {
        assertThatThrownBy(() ->
                        only("{'accounts':{'123456789012':{'exemptResources':['i-1','%s'],'regions':{'us-east-1':{}}}}}"
                                .formatted(resource)))
                .hasMessageStartingWith("tourniquet.accounts.123456789012.exemptResources[1]: ");
    }

    private static Settings only(String config) {
        try {
            return ConfigReader.read(new ObjectMapper().readTree(config.replace('\'', '"')), null)
                    .getFirst()
                    .settings();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
