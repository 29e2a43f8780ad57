package dev.tourniquet.deactivateaccesskey;

import java.util.Locale;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.GetUserResponse;

/** Gives users ids of AWS's form; moto's have none. */
final class UserIds implements ExecutionInterceptor {
    static String of(String id) {
        return "AIDA" + id.toUpperCase(Locale.ROOT);
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof GetUserResponse found
                ? found.toBuilder()
                        .user(found.user().toBuilder()
                                .userId(of(found.user().userId()))
                                .build())
                        .build()
                : context.response();
    }
}
