package dev.tourniquet.replay.sandbox;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Clients as functions have them, with something between them and the emulator. */
final class Answering {
    private Answering() {}

    static Aws through(LocalAws aws, ExecutionInterceptor... between) {
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_REGION", LocalAws.REGION,
                "AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
        return Aws.of(environment, Medium.WITHOUT_WAITING.seenBy(List.of(between)));
    }
}
