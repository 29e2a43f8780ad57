package dev.tourniquet.replay.sandbox;

import java.util.Locale;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.GetUserResponse;

/** Gives users ids of the form {@code AIDA...}; the emulator's have none that can be told from other text. */
public final class UserIds implements ExecutionInterceptor {
    private static final String PREFIX = "AIDA";

    /** The id that a function sees for the emulator's. */
    public static String form(String id) {
        return id.startsWith(PREFIX) ? id : PREFIX + id.toUpperCase(Locale.ROOT);
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof GetUserResponse found
                ? found.toBuilder()
                        .user(found.user().toBuilder()
                                .userId(form(found.user().userId()))
                                .build())
                        .build()
                : context.response();
    }
}
