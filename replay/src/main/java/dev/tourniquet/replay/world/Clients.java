package dev.tourniquet.replay.world;

import dev.tourniquet.localaws.LocalAws;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the local account's administrator, made once: they outlive every world. */
public record Clients(
        Ec2Client ec2,
        AutoScalingClient autoScaling,
        ElasticLoadBalancingV2Client loadBalancing,
        ElasticLoadBalancingClient classicLoadBalancing,
        IamClient iam,
        S3Client s3,
        S3ControlClient s3Control,
        DynamoDbClient dynamo,
        EventBridgeClient events,
        SqsClient sqs,
        StsClient sts)
        implements AutoCloseable {

    /** What they ask, for {@link LocalAws} to load: what every response needs first, what takes long last. */
    public static String[] services() {
        return new String[] {
            "dynamodb", "iam", "events", "sqs", "sts", "s3", "ec2", "autoscaling", "elasticloadbalancing"
        };
    }

    /** Clients in {@code region}. */
    public static Clients of(LocalAws aws, String region) {
        Region home = Region.of(region);
        return new Clients(
                aws.client(Ec2Client.builder(), home),
                aws.client(AutoScalingClient.builder(), home),
                aws.client(ElasticLoadBalancingV2Client.builder(), home),
                aws.client(ElasticLoadBalancingClient.builder(), home),
                aws.client(IamClient.builder(), home),
                aws.client(S3Client.builder(), home),
                aws.client(S3ControlClient.builder(), home),
                aws.client(DynamoDbClient.builder(), home),
                aws.client(EventBridgeClient.builder(), home),
                aws.client(SqsClient.builder(), home),
                aws.client(StsClient.builder(), home));
    }

    @Override
    public void close() {
        ec2.close();
        autoScaling.close();
        loadBalancing.close();
        classicLoadBalancing.close();
        iam.close();
        s3.close();
        s3Control.close();
        dynamo.close();
        events.close();
        sqs.close();
        sts.close();
    }
}
