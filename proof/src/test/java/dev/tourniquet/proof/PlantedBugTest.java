package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.proof.Trials.Hit;
import dev.tourniquet.proof.Trials.Trial;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;

/** The exploration finds what is wrong on purpose, and nothing where nothing is. */
final class PlantedBugTest {
    private static final Trial HARMLESS =
            new Trial("", List.of(new Hit(new Call("Iam", "GetUser", 1), Fault.THROTTLED_ONCE)));

    private Exploration exploration;

    @BeforeEach
    void begin() {
        exploration = Exploration.of(Scenes.scene("key"));
    }

    @AfterEach
    void end() {
        exploration.close();
    }

    @Test
    void findsNothingWithoutABug() {
        assertThat(exploration.violations(HARMLESS)).isEmpty();
    }

    @Test
    void findsAnOutcomeThatIsNotTrue() {
        exploration.plant(new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof UpdateAccessKeyRequest update
                        ? update.toBuilder().status(StatusType.ACTIVE).build()
                        : context.request();
            }

            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                return context.response() instanceof ListAccessKeysResponse keys
                        ? allInactive(keys)
                        : context.response();
            }
        });

        assertThat(exploration.violations(HARMLESS))
                .anyMatch(violation -> violation.startsWith("said CONTAINED, but user "));
    }

    @Test
    void findsAPolicyThatDeniesOtherThanItShould() {
        exploration.plant(onRequest(request -> request instanceof PutUserPolicyRequest put
                ? put.toBuilder()
                        .policyDocument(put.policyDocument().replace("iam:CreateAccessKey", "iam:CreateUser"))
                        .build()
                : request));

        assertThat(exploration.violations(HARMLESS))
                .anyMatch(violation -> violation.contains("neither as before nor as contained"));
    }

    @Test
    void findsAReleaseThatLeavesSomethingBehind() {
        exploration.plant(onRequest(request -> request instanceof DeleteUserPolicyRequest delete
                ? delete.toBuilder().policyName("another").build()
                : request));

        assertThat(exploration.violations(HARMLESS)).anyMatch(violation -> violation.startsWith("released, user "));
    }

    private interface Change {
        SdkRequest of(SdkRequest request);
    }

    private static ExecutionInterceptor onRequest(Change change) {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return change.of(context.request());
            }
        };
    }

    private static SdkResponse allInactive(ListAccessKeysResponse keys) {
        List<AccessKeyMetadata> inactive = keys.accessKeyMetadata().stream()
                .map(key -> key.toBuilder().status(StatusType.INACTIVE).build())
                .toList();
        return keys.toBuilder().accessKeyMetadata(inactive).build();
    }
}
