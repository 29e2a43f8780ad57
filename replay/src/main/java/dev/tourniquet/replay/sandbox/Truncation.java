package dev.tourniquet.replay.sandbox;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;

/** Says that a list is complete, which AWS always says and the emulator leaves out of this one. */
final class Truncation implements ExecutionInterceptor {
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof ListInstanceProfilesForRoleResponse found && found.isTruncated() == null
                ? found.toBuilder().isTruncated(false).build()
                : context.response();
    }
}
