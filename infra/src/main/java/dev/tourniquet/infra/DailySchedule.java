package dev.tourniquet.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.ContextAttribute;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/** Invokes a function once a day, with a role that can do nothing else. */
final class DailySchedule extends Construct {

    private final RoleSpec role;
    private final ScheduleGroup group;

    DailySchedule(Construct scope, Place place, Shared shared, ResponderFunction function, boolean enabled) {
        super(scope, function.spec().module() + "-schedule");
        String module = function.spec().module();
        role = new RoleSpec(module + "-schedule", SharedPermissions.ofSchedule(place, shared, module));
        // A group's name is fixed and it holds nothing of worth: retained, it would block the next deployment.
        group = ScheduleGroup.Builder.create(this, "Group")
                .scheduleGroupName(Names.SCHEDULES)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        IRole executionRole = role.create(this, place, scheduler(place));
        Schedule schedule = Schedule.Builder.create(this, "Schedule")
                .scheduleName(Names.function(module))
                .description("Once a day: " + module)
                .scheduleGroup(group)
                .enabled(enabled)
                .schedule(ScheduleExpression.rate(Duration.days(1)))
                .target(LambdaInvoke.Builder.create(function.invoked())
                        .role(executionRole)
                        .input(ScheduleTargetInput.fromObject(event(place)))
                        .deadLetterQueue(shared.deadLetters())
                        .maxEventAge(ResponderFunction.MAX_EVENT_AGE)
                        .retryAttempts(Routing.RETRIES)
                        .build())
                .build();
        // It is due for the first time as soon as it exists, and must be allowed to by then.
        schedule.getNode().addDependency(executionRole);
    }

    RoleSpec role() {
        return role;
    }

    ScheduleGroup group() {
        return group;
    }

    /** The envelope of an EventBridge event. Without an input of ours its detail would be a text, where every event has an object. */
    private static Map<String, Object> event(Place place) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", ContextAttribute.getExecutionId());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", place.account());
        event.put("time", ContextAttribute.getScheduledTime());
        event.put("region", place.region());
        event.put("resources", List.of(ContextAttribute.getScheduleArn()));
        event.put("detail", Map.of());
        return event;
    }

    /** Scheduler user guide, "Confused deputy prevention": the source is the group, never a single schedule. */
    private static IPrincipal scheduler(Place place) {
        Map<String, Object> conditions = new TreeMap<>();
        conditions.put("StringEquals", Map.of("aws:SourceAccount", place.account()));
        conditions.put(
                "ArnEquals", Map.of("aws:SourceArn", place.arn("scheduler", "schedule-group/" + Names.SCHEDULES)));
        return new PrincipalWithConditions(new ServicePrincipal("scheduler.amazonaws.com"), conditions);
    }
}
