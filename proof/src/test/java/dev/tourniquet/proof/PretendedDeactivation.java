package dev.tourniquet.proof;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;

/** Leaves a key active, and reads back that it is not: as if nobody had looked. */
final class PretendedDeactivation implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return context.request() instanceof UpdateAccessKeyRequest update
                ? update.toBuilder().status(StatusType.ACTIVE).build()
                : context.request();
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof ListAccessKeysResponse keys ? allInactive(keys) : context.response();
    }

    private static SdkResponse allInactive(ListAccessKeysResponse keys) {
        List<AccessKeyMetadata> inactive = keys.accessKeyMetadata().stream()
                .map(key -> key.toBuilder().status(StatusType.INACTIVE).build())
                .toList();
        return keys.toBuilder().accessKeyMetadata(inactive).build();
    }
}
