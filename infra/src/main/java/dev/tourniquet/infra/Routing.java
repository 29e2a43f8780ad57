package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Notifications;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.constructs.Construct;

/** The rules as resources. Each target has a retry policy and the dead-letter queue: no event is lost without a word. */
final class Routing {

    static final int RETRIES = 30;

    /** The least that an event source mapping of a queue takes. */
    static final int LETTERS_AT_ONCE = 2;

    /** Twice in what the alarm waits for: one that comes too late for its day does not ring. */
    private static final Duration SELF_TEST_RATE = Duration.hours(12);

    private Routing() {}

    /** On the default bus, where nobody but AWS can send with a source of {@code aws.*}. */
    static void findings(Construct scope, Place place, Shared shared, FindingRule rule, ResponderFunction function) {
        onDefaultBus(scope, place, shared, function, rule.name(), "Findings that %s answers", rule.pattern(place));
    }

    /** On the default bus, too: what a person orders in Security Hub. */
    static void orders(Construct scope, Place place, Shared shared, OrderRule rule, ResponderFunction function) {
        onDefaultBus(scope, place, shared, function, rule.name(), "Orders in Security Hub to %s", rule.pattern(place));
    }

    private static void onDefaultBus(
            Construct scope,
            Place place,
            Shared shared,
            ResponderFunction function,
            String name,
            String description,
            EventPattern pattern) {
        Rule rule = Rule.Builder.create(scope, name)
                .ruleName(name)
                .description(description.formatted(function.spec().module()))
                .eventPattern(pattern)
                .targets(List.of(target(shared, function).build()))
                .build();
        afterItsAlias(rule, place, name, function);
    }

    /** By the alias, as findings come: what is tested, and kept from being put away, is the version that is in use. */
    static void selfTest(Construct scope, Place place, Shared shared, ResponderFunction function) {
        String name = Names.selfTest(function.spec().module());
        Rule rule = Rule.Builder.create(scope, name)
                .ruleName(name)
                .description("Tests " + function.spec().module() + ", which contains nothing meanwhile")
                .schedule(Schedule.rate(SELF_TEST_RATE))
                .targets(List.of(target(shared, function)
                        .event(RuleTargetInput.fromObject(Map.of("command", "self-test")))
                        .build()))
                .build();
        afterItsAlias(rule, place, name, function);
    }

    private static void afterItsAlias(Rule rule, Place place, String name, ResponderFunction function) {
        // Else an event that fails at once would find an alias that has no place for it yet.
        rule.getNode().addDependency(function.invoked());
        admitFirst(rule, place.arn("events", "rule/" + name));
    }

    /**
     * A rule must not have a target that does not let it in yet: EventBridge does not try again what it may not deliver. The
     * permission of the CDK's own making asks for the rule's ARN, and so comes after it.
     */
    private static void admitFirst(Rule rule, String arn) {
        CfnRule resource = (CfnRule) rule.getNode().getDefaultChild();
        rule.getNode().getChildren().stream()
                .filter(CfnPermission.class::isInstance)
                .map(CfnPermission.class::cast)
                .forEach(permission -> {
                    permission.setSourceArn(arn);
                    resource.addResourceDependency(permission);
                });
    }

    static void schedule(Construct scope, Shared shared, ResponderFunction function, Duration rate) {
        String name = Names.function(function.spec().module());
        Rule.Builder.create(scope, name)
                .ruleName(name)
                .description("Publishes outcomes that could not be published at once")
                .schedule(Schedule.rate(rate))
                .targets(List.of(target(shared, function).build()))
                .build();
    }

    /** On the own bus: what a person should hear of. What the policy leaves out does not even start the function. */
    static void notifications(Construct scope, Shared shared, ResponderFunction function, Notifications notifications) {
        String name = Names.function(function.spec().module());
        Rule.Builder.create(scope, name)
                .ruleName(name)
                .description("What a person should hear of")
                .eventBus(shared.bus())
                .eventPattern(Notification.pattern(notifications))
                .targets(List.of(target(shared, function).build()))
                .build();
    }

    /** What the function does not put on record stays in the queue, message by message. */
    static void deadLetters(Construct scope, Shared shared, ResponderFunction function) {
        EventSourceMapping.Builder.create(scope, "DeadLettersToFunction")
                .target(function.invoked())
                .eventSourceArn(shared.deadLetters().getQueueArn())
                .batchSize(10)
                .maxConcurrency(LETTERS_AT_ONCE)
                .reportBatchItemFailures(true)
                .build();
    }

    private static LambdaFunction.Builder target(Shared shared, ResponderFunction function) {
        return LambdaFunction.Builder.create(function.invoked())
                .deadLetterQueue(shared.deadLetters())
                .maxEventAge(ResponderFunction.MAX_EVENT_AGE)
                .retryAttempts(RETRIES);
    }
}
