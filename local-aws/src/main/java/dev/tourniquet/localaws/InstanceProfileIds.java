package dev.tourniquet.localaws;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Gives an instance the id of its profile, where the emulator gives that of the association. It is asked for with the
 * credentials of the caller; where they do not do, or the profile is gone, the answer stays as it is. Every EC2 client loads
 * this from the class path ({@code software/amazon/awssdk/services/ec2/execution.interceptors}).
 */
public final class InstanceProfileIds implements ExecutionInterceptor {
    private static final String ASSOCIATION = "iip-assoc-";
    private static final Map<URI, IamClient> CLIENTS = new ConcurrentHashMap<>();

    /** For the SDK. */
    public InstanceProfileIds() {}

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (!(context.response() instanceof DescribeInstancesResponse found)) {
            return context.response();
        }
        IamClient iam = CLIENTS.computeIfAbsent(endpoint(context.httpRequest()), InstanceProfileIds::client);
        AwsCredentials caller = caller(attributes);
        return found.toBuilder()
                .reservations(found.reservations().stream()
                        .map(reservation -> corrected(reservation, iam, caller))
                        .toList())
                .build();
    }

    private static Reservation corrected(Reservation reservation, IamClient iam, AwsCredentials caller) {
        return reservation.toBuilder()
                .instances(reservation.instances().stream()
                        .map(instance -> corrected(instance, iam, caller))
                        .toList())
                .build();
    }

    private static Instance corrected(Instance instance, IamClient iam, AwsCredentials caller) {
        IamInstanceProfile profile = instance.iamInstanceProfile();
        return profile == null || profile.id() == null || !profile.id().startsWith(ASSOCIATION)
                ? instance
                : instance.toBuilder()
                        .iamInstanceProfile(corrected(profile, iam, caller))
                        .build();
    }

    private static IamInstanceProfile corrected(IamInstanceProfile profile, IamClient iam, AwsCredentials caller) {
        String name = profile.arn().substring(profile.arn().lastIndexOf('/') + 1);
        try {
            String id = iam.getInstanceProfile(request -> request.instanceProfileName(name)
                            .overrideConfiguration(
                                    with -> with.credentialsProvider(StaticCredentialsProvider.create(caller))))
                    .instanceProfile()
                    .instanceProfileId();
            return profile.toBuilder().id(id).build();
        } catch (AwsServiceException _) {
            return profile;
        }
    }

    /** What takes the place of the attribute is internal to the SDK. */
    @SuppressWarnings("deprecation")
    private static AwsCredentials caller(ExecutionAttributes attributes) {
        return attributes.getAttribute(AwsSignerExecutionAttribute.AWS_CREDENTIALS);
    }

    private static URI endpoint(SdkHttpRequest request) {
        return URI.create(request.protocol() + "://" + request.host() + ":" + request.port());
    }

    private static IamClient client(URI endpoint) {
        return IamClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalAws.REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
