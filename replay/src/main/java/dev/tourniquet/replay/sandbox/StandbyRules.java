package dev.tourniquet.replay.sandbox;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;

/**
 * Refuses to return an instance to service that is not in Standby, as Auto Scaling does. The emulator raises the desired capacity
 * once more, each time it is asked.
 */
public final class StandbyRules implements ExecutionInterceptor {
    private final AutoScalingClient autoScaling;

    /** @param autoScaling not a client with this interceptor */
    public StandbyRules(AutoScalingClient autoScaling) {
        this.autoScaling = autoScaling;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.request() instanceof ExitStandbyRequest exit) {
            autoScaling
                    .describeAutoScalingInstances(request -> request.instanceIds(exit.instanceIds()))
                    .autoScalingInstances()
                    .stream()
                    .filter(member -> !member.lifecycleState().equals("Standby"))
                    .findFirst()
                    .ifPresent(member -> {
                        String message = "The instance " + member.instanceId() + " is not in Standby.";
                        throw AutoScalingException.builder()
                                .message(message)
                                .statusCode(400)
                                .awsErrorDetails(AwsErrorDetails.builder()
                                        .errorCode("ValidationError")
                                        .errorMessage(message)
                                        .build())
                                .build();
                    });
        }
    }
}
