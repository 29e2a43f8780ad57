package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Deployment;
import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/** Everything Tourniquet has in one account and Region. */
final class ResponderStack extends Stack {

    private static final Duration REPUBLISH_RATE = Duration.minutes(5);

    /** CloudFormation takes tags on dashboards since 2026 only; a Region or a linter that does not know that would refuse the whole stack. */
    private static final TagProps TAGGED = TagProps.builder()
            .excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard"))
            .build();

    private final Place place;
    private final Settings settings;
    private final Shared shared;
    private final Alarms alarms;
    private final List<RoleSpec> roles = new ArrayList<>();

    ResponderStack(Construct scope, Deployment deployment) {
        super(scope, deployment.stackName(), properties(deployment));
        place = Place.of(deployment.account(), deployment.region());
        settings = deployment.settings();
        shared = SharedResources.create(this, place, settings);
        alarms = new Alarms(this, shared);

        settings.responses().forEach(this::respond);
        republish();
        if (settings.responses().stream().anyMatch(Response::writesToRoles)) {
            prune();
        }
        tellPeople();
        recordDeadLetters();
        Dashboards.create(this, shared, settings.responses());

        Tags.of(this).add("application", "tourniquet", TAGGED);
        Tags.of(this).add("data-classification", "confidential", TAGGED);
        String boundary = settings.permissionsBoundary();
        if (boundary != null) {
            PermissionsBoundary.of(this).apply(ManagedPolicy.fromManagedPolicyArn(this, "Boundary", boundary));
        }
    }

    /** What each role may do and why. */
    List<RoleSpec> roles() {
        return List.copyOf(roles);
    }

    private void respond(Response response) {
        List<FindingRule> rules = FindingRule.of(response, settings);
        ResponderFunction function = add(FunctionSpec.ofResponse(place, settings, shared, response, rules));
        alarms.watchOutcomes(response.key());
        for (FindingRule rule : rules) {
            Routing.findings(this, place, shared, rule, function);
            alarms.watchRule(rule.name(), null);
        }
        Routing.selfTest(this, place, shared, function);
        alarms.watchSelfTest(response.key());
        if (!settings.securityHubOrders().isEmpty()) {
            OrderRule rule = OrderRule.of(response, settings.securityHubOrders());
            Routing.orders(this, place, shared, rule, function);
            alarms.watchRule(rule.name(), null);
        }
    }

    private void republish() {
        ResponderFunction function = add(FunctionSpec.ofRepublisher(place, settings, shared));
        Routing.schedule(this, shared, function, REPUBLISH_RATE);
        alarms.watchRule(Names.function(Names.REPUBLISH), null);
    }

    /**
     * In every Region, although all see the same roles: a Region must not depend on another's stack. Each deletes only what
     * still is what it read, so that the second finds nothing to do.
     */
    private void prune() {
        ResponderFunction function = add(FunctionSpec.ofPruner(place, settings, shared));
        // To observe is to change nothing, not even what an earlier mode has left.
        DailySchedule schedule = new DailySchedule(
                this,
                place,
                shared,
                function,
                settings.responses().stream()
                        .anyMatch(
                                each -> each.writesToRoles() && settings.modes().changes(each)));
        roles.add(schedule.role());
        alarms.watchSchedule(Names.PRUNE, schedule.group());
    }

    /** Also where nobody is configured to hear: the topic is there, and people subscribe to it by hand. */
    private void tellPeople() {
        ResponderFunction function = add(FunctionSpec.ofNotifier(place, settings, shared));
        Routing.notifications(this, shared, function, settings.notifications());
        alarms.watchRule(Names.function(Names.NOTIFY), Names.BUS);
    }

    private void recordDeadLetters() {
        ResponderFunction function = add(FunctionSpec.ofDeadLetters(place, settings, shared));
        Routing.deadLetters(this, shared, function);
        alarms.watchDeadLetters(shared);
    }

    private ResponderFunction add(FunctionSpec spec) {
        ResponderFunction function = new ResponderFunction(this, place, settings, shared, spec);
        roles.add(spec.role());
        alarms.watchFunction(spec.module());
        return function;
    }

    private static StackProps properties(Deployment deployment) {
        return StackProps.builder()
                .env(Environment.builder()
                        .account(deployment.account())
                        .region(deployment.region())
                        .build())
                .description("Tourniquet: contains threats found by GuardDuty and Macie")
                .terminationProtection(true)
                .build();
    }
}
