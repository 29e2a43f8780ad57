package dev.tourniquet.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The rules as resources. Each target has a retry policy and the dead-letter queue: no event is lost without a word. */
final class Routing {

    static final int RETRIES = 30;

    private Routing() {}

    /** On the default bus, where nobody but AWS can send with a source of {@code aws.*}. */
    static void findings(Construct scope, Place place, Shared shared, FindingRule rule, ResponderFunction function) {
        Rule.Builder.create(scope, rule.name())
                .ruleName(rule.name())
                .description("Findings that " + function.spec().module() + " answers")
                .eventPattern(rule.pattern(place))
                .targets(List.of(target(shared, function)))
                .build();
    }

    static void schedule(Construct scope, Shared shared, ResponderFunction function, Duration rate) {
        String name = Names.function(function.spec().module());
        Rule.Builder.create(scope, name)
                .ruleName(name)
                .description("Publishes outcomes that could not be published at once")
                .schedule(Schedule.rate(rate))
                .targets(List.of(target(shared, function)))
                .build();
    }

    /** On the own bus: what a person should hear of. */
    static void notifications(Construct scope, Place place, Shared shared, String name) {
        // By its ARN, so that the target does not add statements of its own: those of key and topic are narrower.
        ITopic target = Topic.fromTopicArn(scope, name + "-topic", place.arn("sns", Names.TOPIC));
        Rule rule = Rule.Builder.create(scope, name)
                .ruleName(name)
                .description("Outcomes that a person should hear of")
                .eventBus(shared.bus())
                .eventPattern(Notification.pattern())
                .targets(List.of(SnsTopic.Builder.create(target)
                        .message(RuleTargetInput.fromObject(Notification.message()))
                        .deadLetterQueue(shared.deadLetters())
                        .maxEventAge(ResponderFunction.MAX_EVENT_AGE)
                        .retryAttempts(RETRIES)
                        .build()))
                .build();
        rule.getNode().addDependency(shared.topic());
    }

    private static LambdaFunction target(Shared shared, ResponderFunction function) {
        return LambdaFunction.Builder.create(function.function())
                .deadLetterQueue(shared.deadLetters())
                .maxEventAge(ResponderFunction.MAX_EVENT_AGE)
                .retryAttempts(RETRIES)
                .build();
    }
}
