package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @Test
    void theScheduleInvokesThePrunerOnceADayAndKeepsWhatItCannotDeliver() {
        JsonNode schedule = TEMPLATE.named("AWS::Scheduler::Schedule", "Name", "tourniquet-prune-revocations");

        assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo("rate(1 day)");
        assertThat(schedule.path("State").asText()).isEqualTo("ENABLED");
        assertThat(schedule.at("/Target/Arn/Fn::GetAtt/0").asText())
                .isEqualTo(TEMPLATE.logicalId("AWS::Lambda::Function", "FunctionName", "tourniquet-prune-revocations"));
        assertThat(schedule.at("/Target/RoleArn/Fn::GetAtt/0").asText())
                .isEqualTo(TEMPLATE.roleId("prune-revocations-schedule"));
        assertThat(schedule.at("/Target/DeadLetterConfig/Arn/Fn::GetAtt/0").asText())
                .isEqualTo(TEMPLATE.logicalId("AWS::SQS::Queue", "QueueName", "tourniquet-dead-letters"));
        assertThat(schedule.at("/Target/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                .isEqualTo(3600);
        assertThat(schedule.at("/Target/RetryPolicy/MaximumRetryAttempts").asInt())
                .isPositive();
    }

    /** Without an input, EventBridge Scheduler's own event has the text "{}" for a detail, which no event class reads. */
    @Test
    void theScheduleSendsAnEventWhoseDetailIsAnObject() throws Exception {
        JsonNode event = new ObjectMapper()
                .readTree(TEMPLATE.named("AWS::Scheduler::Schedule", "Name", "tourniquet-prune-revocations")
                        .at("/Target/Input")
                        .asText());

        assertThat(event.path("detail").isObject()).isTrue();
        assertThat(event.path("time").asText()).isEqualTo("<aws.scheduler.scheduled-time>");
        assertThat(event.path("resources").isArray()).isTrue();
    }

    @Test
    void onlySchedulesOfTheOwnGroupTakeTheSchedulesRole() {
        JsonNode trust = TEMPLATE.named("AWS::IAM::Role", "RoleName", "tourniquet-prune-revocations-schedule-us-east-1")
                .at("/AssumeRolePolicyDocument/Statement/0");

        assertThat(trust.at("/Principal/Service").asText()).isEqualTo("scheduler.amazonaws.com");
        assertThat(trust.at("/Condition/ArnEquals").path("aws:SourceArn").asText())
                .isEqualTo("arn:aws:scheduler:us-east-1:123456789012:schedule-group/tourniquet");
        assertThat(trust.at("/Condition/StringEquals").path("aws:SourceAccount").asText())
                .isEqualTo("123456789012");
    }

    @Test
    void theSchedulesRoleMayInvokeItsFunctionAndSendDeadLetters() {
        assertThat(TEMPLATE.statements("prune-revocations-schedule").stream()
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .flatMap(statement -> Template.texts(statement.path("Action")).stream()))
                .containsExactlyInAnyOrder(
                        "lambda:InvokeFunction", "sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey");
        assertThat(TEMPLATE.statement("prune-revocations-schedule", "InvokeFunction")
                        .path("Resource")
                        .asText())
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:tourniquet-prune-revocations");
    }

    @Test
    void nothingIsPrunedWhileAnAccountIsObserved() {
        assertThat(Synthesis.shared()
                        .template(Synthesis.IRELAND)
                        .only("AWS::Scheduler::Schedule")
                        .path("State")
                        .asText())
                .isEqualTo("DISABLED");
    }

    @Test
    void nothingIsPrunedWhereNothingIsPutOnRoles() {
        assertThat(Synthesis.shared().template(Synthesis.BEIJING).all("AWS::Scheduler::Schedule"))
                .isEmpty();
    }
}
