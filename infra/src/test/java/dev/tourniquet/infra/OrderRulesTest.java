package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.SecurityHubOrder;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks EventBridge's own engine which orders reach which function. */
class OrderRulesTest {
    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final String OWN = "arn:aws:securityhub:us-east-1:123456789012:action/custom/";

    @ParameterizedTest
    @CsvSource({
        "AwsEc2Instance, isolate-instance",
        "AwsIamAccessKey, isolate-instance revoke-sessions deactivate-access-key block-public-access",
        "AwsS3Bucket, block-public-access",
        "AwsLambdaFunction, ''"
    })
    void anOrderReachesThoseThatContainSuchAResource(String type, String modules) {
        List<String> rules = modules.isEmpty()
                ? List.of()
                : List.of(modules.split(" ")).stream()
                        .map(module -> "tourniquet-" + module + "-order")
                        .toList();

        for (SecurityHubOrder order : SecurityHubOrder.values()) {
            assertThat(Events.rulesFor(TEMPLATE, order(OWN + order.action(), type)))
                    .containsExactlyInAnyOrderElementsOf(rules);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:securityhub:us-east-1:123456789012:action/custom/SendToSlack",
        "arn:aws:securityhub:us-east-1:123456789012:action/custom/TourniquetContainAll",
        "arn:aws:securityhub:us-east-1:999999999999:action/custom/TourniquetContain",
        "arn:aws:securityhub:eu-west-1:123456789012:action/custom/TourniquetContain"
    })
    void otherActionsReachNobody(String action) {
        assertThat(Events.rulesFor(TEMPLATE, order(action, "AwsEc2Instance"))).isEmpty();
    }

    @Test
    void findingsThatSecurityHubPassesOnReachNobody() {
        String imported = order(OWN + "TourniquetContain", "AwsEc2Instance").replace("Custom Action", "Imported");

        assertThat(Events.rulesFor(TEMPLATE, imported)).isEmpty();
    }

    @Test
    void onlyWhatIsConfiguredIsTaken() {
        OrderRule rule = OrderRule.of(Response.ISOLATE_INSTANCE, EnumSet.of(SecurityHubOrder.CONTAIN));

        assertThat(rule.pattern(Place.of("123456789012", "us-east-1")).getResources())
                .containsExactly(OWN + "TourniquetContain");
    }

    private static String order(String action, String resourceType) {
        return """
                {"version":"0","id":"0948ba87","detail-type":"Security Hub Findings - Custom Action",
                 "source":"aws.securityhub","account":"123456789012","time":"2026-05-01T10:00:00Z","region":"us-east-1",
                 "resources":["%s"],"detail":{"actionName":"x","actionDescription":"x","findings":[
                 {"Id":"a","Resources":[{"Type":"AwsAccount","Id":"b"}]},
                 {"Id":"c","Resources":[{"Type":"Other","Id":"d"},{"Type":"%s","Id":"e"}]}]}}
                """.formatted(action, resourceType);
    }
}
