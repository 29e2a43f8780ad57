package dev.tourniquet.runtime.caller;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * {@code sts:GetCallerIdentity}, in the one form in which it is signed here and sent there. Nothing of it but headers comes from a command:
 * no address, no path, no body.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
final class IdentityQuestion {
    /** Holds what the signature is bound to; STS does not know it, and checks it as it does all headers that are signed. */
    static final String ORDER = "x-tourniquet-order";

    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";

    private IdentityQuestion() {}

    static ContentStreamProvider body() {
        return () -> new ByteArrayInputStream(bytes());
    }

    static SdkHttpFullRequest.Builder about(String digest, URI sts) {
        return SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(sts)
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Content-Length", String.valueOf(bytes().length))
                .putHeader("x-amz-content-sha256", Sha256.hex(bytes()))
                .putHeader(ORDER, digest)
                .contentStreamProvider(body());
    }

    private static byte[] bytes() {
        return BODY.getBytes(StandardCharsets.UTF_8);
    }
}
