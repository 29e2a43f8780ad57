package dev.tourniquet.runtime.caller;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.json.Json;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/**
 * A caller's signature under a command, of Signature Version 4: not of the command itself, but of a {@code sts:GetCallerIdentity} that names the
 * command in a header. Whoever sends it to STS learns who signed, and can do nothing else with it.
 *
 * @param authorization the header
 * @param date of the signature, {@code yyyyMMdd'T'HHmmss'Z'}
 * @param token of temporary credentials, null with a user's access key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Signature(
        String authorization, String date, @Nullable String token) {
    static final String FIELD = "signature";

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=\\w{16,128}/\\d{8}/[a-z0-9-]+/sts/aws4_request, "
            + "SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");
    private static final Pattern DATE = Pattern.compile("\\d{8}T\\d{6}Z");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]{1,10000}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Without these the signature would be good for another command, or another Region. */
    private static final List<String> SIGNED = List.of("host", IdentityQuestion.ORDER);

    /** Where STS of a Region listens: the host is signed, too. */
    public static URI sts(Region region) {
        return URI.create("https://sts." + region.id() + "."
                + region.metadata().partition().dnsSuffix());
    }

    /**
     * Signs a command, as the program of an operator does.
     *
     * @param sts the endpoint of the function's Region
     * @param functionArn that the command is for
     * @return the command with the signature
     */
    public static ObjectNode under(
            ObjectNode command,
            String functionArn,
            AwsCredentialsIdentity credentials,
            String region,
            URI sts,
            InstantSource clock) {
        SdkHttpFullRequest question = IdentityQuestion.about(OrderDigest.of(command, functionArn), sts)
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(credentials)
                        .request(question)
                        .payload(IdentityQuestion.body())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)))
                .request();
        Signature signature = new Signature(
                signed.firstMatchingHeader("Authorization").orElseThrow(),
                signed.firstMatchingHeader("X-Amz-Date").orElseThrow(),
                signed.firstMatchingHeader("X-Amz-Security-Token").orElse(null));
        ObjectNode carrying = command.deepCopy();
        carrying.set(FIELD, Json.tree(signature));
        return carrying;
    }

    /**
     * The signature under a command; null where it has none.
     *
     * @throws CommandRefused where it is none of ours
     */
    static @Nullable Signature read(JsonNode command) {
        JsonNode field = command.path(FIELD);
        if (field.isMissingNode()) {
            return null;
        }
        JsonNode token = field.path("token");
        return new Signature(
                text(field, "authorization", AUTHORIZATION),
                text(field, "date", DATE),
                token.isMissingNode() ? null : text(field, "token", TOKEN));
    }

    private static String text(JsonNode field, String name, Pattern form) {
        String text = field.path(name).asText("");
        if (!form.matcher(text).matches()) {
            throw unsigned("its " + name + " is not of the form of Signature Version 4");
        }
        return text;
    }

    /** Whether it binds its caller to one command. */
    boolean binds() {
        Matcher parts = AUTHORIZATION.matcher(authorization);
        return parts.matches() && List.of(parts.group(1).split(";")).containsAll(SIGNED);
    }

    Instant time() {
        try {
            return TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            throw unsigned("its date is none");
        }
    }

    SdkHttpFullRequest question(String digest, URI sts) {
        SdkHttpFullRequest.Builder question = IdentityQuestion.about(digest, sts)
                .putHeader("Authorization", authorization)
                .putHeader("X-Amz-Date", date);
        if (token != null) {
            question.putHeader("X-Amz-Security-Token", token);
        }
        return question.build();
    }

    static CommandRefused unsigned(String why) {
        return new CommandRefused(Kind.UNPROVED, "the signature under the command does not hold: " + why);
    }
}
