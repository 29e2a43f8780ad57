package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;

/** Each service that the product calls, with clients that set only what the product sets. Surefire runs it behind a dead proxy. */
final class EveryServiceTest {

    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh();
    }

    @AfterAll
    static void close() {
        aws.close();
    }

    @BeforeEach
    void reset() {
        aws.reset();
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C plain(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Test
    void showsTheScreenOfAnInstanceAlthoughTheEmulatorCannot() {
        try (Ec2Client ec2 = plain(Ec2Client.builder())) {
            String id = ec2.runInstances(request ->
                            request.imageId("ami-12345678").minCount(1).maxCount(1))
                    .instances()
                    .getFirst()
                    .instanceId();

            byte[] picture = Base64.getDecoder()
                    .decode(ec2.getConsoleScreenshot(request -> request.instanceId(id))
                            .imageData());

            assertThat(new String(picture, StandardCharsets.ISO_8859_1)).isEqualTo(LocalAws.SCREEN);
        }
    }

    @Test
    void showsTheIdOfAnInstancesProfileAlthoughTheEmulatorShowsThatOfTheAssociation() {
        try (Ec2Client ec2 = plain(Ec2Client.builder());
                IamClient iam = plain(IamClient.builder())) {
            String id = iam.createInstanceProfile(
                            request -> request.path("/team/").instanceProfileName("web"))
                    .instanceProfile()
                    .instanceProfileId();
            ec2.runInstances(request ->
                    request.imageId("ami-12345678").minCount(1).maxCount(1).iamInstanceProfile(by -> by.name("web")));

            assertThat(ec2.describeInstances()
                            .reservations()
                            .getFirst()
                            .instances()
                            .getFirst()
                            .iamInstanceProfile()
                            .id())
                    .isEqualTo(id);
        }
    }

    @Test
    void givesAUserAnIdOfTheFormThatAwsGives() {
        try (IamClient iam = plain(IamClient.builder())) {
            String made =
                    iam.createUser(request -> request.userName("bob")).user().userId();

            assertThat(iam.getUser(request -> request.userName("bob")).user().userId())
                    .matches("AIDA[A-Z0-9]{17}")
                    .isEqualTo(made);
        }
    }

    @Test
    void answersForEc2() {
        try (Ec2Client ec2 = plain(Ec2Client.builder())) {
            assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
        }
    }

    @Test
    void answersForAutoScaling() {
        try (AutoScalingClient autoScaling = plain(AutoScalingClient.builder())) {
            assertThat(autoScaling.describeAutoScalingInstances().autoScalingInstances())
                    .isEmpty();
        }
    }

    @Test
    void answersForElasticLoadBalancing() {
        try (ElasticLoadBalancingV2Client balancing = plain(ElasticLoadBalancingV2Client.builder())) {
            assertThat(balancing.describeTargetGroups().targetGroups()).isEmpty();
        }
    }

    @Test
    void answersForIam() {
        try (IamClient iam = plain(IamClient.builder())) {
            assertThat(iam.listRoles().roles()).isEmpty();
        }
    }

    @Test
    void answersForSts() {
        try (StsClient sts = plain(StsClient.builder())) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo(LocalAws.ACCOUNT);
        }
    }

    @Test
    void answersForDynamoDb() {
        try (DynamoDbClient dynamoDb = plain(DynamoDbClient.builder())) {
            assertThat(dynamoDb.listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void answersForEventBridge() {
        try (EventBridgeClient events = plain(EventBridgeClient.builder())) {
            assertThat(events.createEventBus(request -> request.name("tourniquet"))
                            .eventBusArn())
                    .isEqualTo("arn:aws:events:us-east-1:123456789012:event-bus/tourniquet");
        }
    }

    @Test
    void answersForSqsAtTheQueueUrlThatItGives() {
        try (SqsClient sqs = plain(SqsClient.builder())) {
            String url = sqs.createQueue(request -> request.queueName("tourniquet-dead-letters"))
                    .queueUrl();
            sqs.sendMessage(request -> request.queueUrl(url).messageBody("{}"));
            Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(request ->
                            request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes();
            assertThat(attributes).containsValue("1");
        }
    }

    @Test
    void answersForS3ControlThroughItsHostPrefix() {
        try (S3ControlClient control = plain(S3ControlClient.builder())) {
            control.putPublicAccessBlock(request -> request.accountId(LocalAws.ACCOUNT)
                    .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)));
            assertThat(control.getPublicAccessBlock(request -> request.accountId(LocalAws.ACCOUNT))
                            .publicAccessBlockConfiguration()
                            .blockPublicAcls())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "www.example.com", "logs.example.com", "localhost-logs"})
    void answersForS3UnderTheBucketsOwnName(String name) {
        try (S3Client s3 = plain(S3Client.builder())) {
            s3.createBucket(request -> request.bucket(name));
            s3.putPublicAccessBlock(request ->
                    request.bucket(name).publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));

            assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly(name);
            assertThat(s3.getPublicAccessBlock(request -> request.bucket(name).expectedBucketOwner(LocalAws.ACCOUNT))
                            .publicAccessBlockConfiguration()
                            .blockPublicPolicy())
                    .isTrue();
        }
    }

    @Test
    void answersForS3BucketsOfAnotherRegion() {
        try (S3Client ireland = aws.client(S3Client.builder(), Region.EU_WEST_1);
                S3Client s3 = plain(S3Client.builder().crossRegionAccessEnabled(true))) {
            ireland.createBucket(request -> request.bucket("far")
                    .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-west-1")));

            s3.putPublicAccessBlock(request ->
                    request.bucket("far").publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));

            assertThat(s3.getPublicAccessBlock(request -> request.bucket("far"))
                            .publicAccessBlockConfiguration()
                            .blockPublicPolicy())
                    .isTrue();
            assertThat(s3.headBucket(request -> request.bucket("far")).bucketRegion())
                    .isEqualTo("eu-west-1");
        }
    }
}
