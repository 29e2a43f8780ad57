package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.SecurityHubOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.events.EventPattern;

/**
 * Which orders of a person in Security Hub reach a response: those by a custom action of this account and Region on a finding that
 * names a kind of resource that the response contains. By whom a finding was made is left to the function, so that whoever ordered
 * is told why nothing was done.
 */
record OrderRule(String name, Response response, Set<SecurityHubOrder> orders) {

    static OrderRule of(Response response, Set<SecurityHubOrder> orders) {
        return new OrderRule(Names.rule(response, "order"), response, orders);
    }

    EventPattern pattern(Place place) {
        return EventPattern.builder()
                .source(List.of("aws.securityhub"))
                .detailType(List.of("Security Hub Findings - Custom Action"))
                .resources(orders.stream()
                        .sorted()
                        .map(order -> place.arn("securityhub", "action/custom/" + order.action()))
                        .toList())
                .detail(Map.of("findings", Map.of("Resources", Map.of("Type", resourceTypes()))))
                .build();
    }

    /** The key of a role's session names its instance; what is about a bucket can name its caller first. */
    private List<String> resourceTypes() {
        return switch (response) {
            case ISOLATE_INSTANCE -> List.of("AwsEc2Instance", "AwsIamAccessKey");
            case REVOKE_SESSIONS, DEACTIVATE_ACCESS_KEY -> List.of("AwsIamAccessKey");
            case BLOCK_PUBLIC_ACCESS -> List.of("AwsS3Bucket", "AwsIamAccessKey");
        };
    }
}
