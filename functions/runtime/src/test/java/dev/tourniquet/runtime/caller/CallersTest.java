package dev.tourniquet.runtime.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Over the wire: while it enforces IAM, the emulator checks signatures as STS does. It does not look at their time. */
final class CallersTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-isolate-instance";
    private static final String ALICE = "arn:aws:sts::123456789012:assumed-role/Responder/alice";
    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
    private static LocalAws local;
    private static AwsCredentialsIdentity alice;
    private static AwsCredentialsIdentity bob;

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
        try (IamClient iam = local.client(IamClient.builder());
                StsClient sts = local.client(StsClient.builder())) {
            iam.createRole(role -> role.roleName("Responder")
                    .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
            Credentials session = sts.assumeRole(role -> role.roleArn("arn:aws:iam::123456789012:role/Responder")
                            .roleSessionName("alice"))
                    .credentials();
            alice = AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
            iam.createUser(user -> user.userName("bob").path("/on-call/"));
            AccessKey key =
                    iam.createAccessKey(request -> request.userName("bob")).accessKey();
            bob = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        }
        local.enforceIam();
    }

    @AfterAll
    static void stop() {
        local.close();
        HTTP.close();
    }

    private static ObjectNode approval() {
        return Json.MAPPER
                .createObjectNode()
                .put("command", "approve")
                .put("caseId", "isolate-instance/i-1/1")
                .put("plan", "0123")
                .put("requestedBy", "arn:aws:iam::123456789012:user/boss");
    }

    private static ObjectNode signedBy(AwsCredentialsIdentity who) {
        return signed(approval(), FUNCTION, who, "us-east-1");
    }

    private static ObjectNode signed(ObjectNode command, String function, AwsCredentialsIdentity who, String region) {
        return Signature.under(command, function, who, region, local.endpoint(), () -> NOW);
    }

    private static Callers callers() {
        return new Callers(HTTP, local.endpoint(), () -> NOW);
    }

    private static void isRefused(ObjectNode command, String message) {
        isRefused(callers(), command, FUNCTION, message);
    }

    private static void isRefused(Callers callers, ObjectNode command, String function, String message) {
        assertThatThrownBy(() -> callers.proved(command, function))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining(message)
                .extracting(refused -> ((CommandRefused) refused).kind())
                .isEqualTo(CommandRefused.Kind.UNPROVED);
        if (command.has("signature")) {
            assertThatThrownBy(() -> callers.of(command, function)).hasMessageContaining(message);
        }
    }

    @Test
    void knowsTheSessionThatSigned() {
        assertThat(callers().proved(signedBy(alice), FUNCTION)).isEqualTo(ALICE);
        assertThat(callers().of(signedBy(alice), FUNCTION)).isEqualTo(ALICE);
    }

    @Test
    void knowsTheUserThatSigned() {
        assertThat(callers().of(signedBy(bob), FUNCTION)).isEqualTo("arn:aws:iam::123456789012:user/on-call/bob");
    }

    /** The order of fields is lost where programs read and write. */
    @Test
    void takesTheSameCommandInAnotherOrderAndByTheAlias() {
        ObjectNode signed = signedBy(alice);
        ObjectNode turned = Json.MAPPER.createObjectNode();
        signed.properties().stream().toList().reversed().forEach(field -> turned.set(field.getKey(), field.getValue()));

        assertThat(turned.toString()).isNotEqualTo(signed.toString());
        assertThat(callers().proved(turned, FUNCTION + ":live")).isEqualTo(ALICE);
    }

    @Test
    void recordsAClaimAsOne() {
        assertThat(callers().of(approval(), FUNCTION)).isEqualTo("unproved: arn:aws:iam::123456789012:user/boss");
        assertThat(callers().of(Json.MAPPER.createObjectNode(), FUNCTION)).isEqualTo("unproved: unknown");
        isRefused(approval(), "nothing shows who that is");
    }

    /** Fields that are changed after the command was signed; null takes one away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"plan\":\"4567\"}",
                "{\"caseId\":\"isolate-instance/i-2/1\"}",
                "{\"command\":\"release\"}",
                "{\"requestedBy\":\"eve\"}",
                "{\"options\":[\"force\"]}",
                "{\"requestedBy\":null}",
                "{\"x\":{\"signature\":1}}"
            })
    void refusesASignatureOfAnotherCommand(String change) {
        ObjectNode command = signedBy(alice);
        Json.read(change, JsonNode.class).properties().forEach(field -> {
            if (field.getValue().isNull()) {
                command.remove(field.getKey());
            } else {
                command.set(field.getKey(), field.getValue());
            }
        });

        isRefused(command, "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-revoke-sessions",
                "arn:aws:lambda:us-east-1:210987654321:function:tourniquet-isolate-instance",
                "arn:aws:lambda:eu-west-1:123456789012:function:tourniquet-isolate-instance"
            })
    void refusesASignatureForAnotherFunctionAccountOrRegion(String other) {
        isRefused(callers(), signedBy(alice), other, "SignatureDoesNotMatch");
    }

    @Test
    void refusesASignatureWithAnothersNameOnIt() {
        String real = signedBy(bob).at("/signature/authorization").asText();
        ObjectNode forged = signedBy(AwsBasicCredentials.create(bob.accessKeyId(), "guessed"));
        assertThat(forged.at("/signature/authorization").asText())
                .startsWith(real.substring(0, real.indexOf("Signature=")));

        isRefused(forged, "SignatureDoesNotMatch");
    }

    @Test
    void refusesAKeyThatIsNone() {
        isRefused(signedBy(AwsBasicCredentials.create("AKIAXXXXXXXXXXXXXXXX", "x")), "InvalidClientTokenId");
    }

    /** STS would take it: what is not signed may be anything. */
    @Test
    void refusesASignatureThatIsBoundToNoCommand() {
        ObjectNode command = signedBy(alice);
        ObjectNode signature = (ObjectNode) command.path("signature");
        signature.put("authorization", signature.path("authorization").asText().replace(";x-tourniquet-order", ""));

        isRefused(command, "not of this command");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesASignatureOfAnotherTime(long seconds) {
        Callers later = new Callers(HTTP, local.endpoint(), () -> NOW.plusSeconds(seconds));

        isRefused(later, signedBy(alice), FUNCTION, "look at the clock");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void takesASignatureFor5Minutes(long seconds) {
        Callers later = new Callers(HTTP, local.endpoint(), () -> NOW.plusSeconds(seconds));

        assertThat(later.proved(signedBy(alice), FUNCTION)).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "\"AWS4-HMAC-SHA256\"",
                "{\"authorization\":\"Bearer x\",\"date\":\"20261127T030000Z\"}",
                "{\"authorization\":\"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/sts/aws4_request, SignedHeaders=host;x-tourniquet-order, Signature=0000000000000000000000000000000000000000000000000000000000000000\\r\\nX-Evil: 1\",\"date\":\"20261127T030000Z\"}",
                "{\"authorization\":\"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/iam/aws4_request, SignedHeaders=host;x-tourniquet-order, Signature=0000000000000000000000000000000000000000000000000000000000000000\",\"date\":\"20261127T030000Z\"}",
                "{\"authorization\":\"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/sts/aws4_request, SignedHeaders=host;x-tourniquet-order, Signature=0000000000000000000000000000000000000000000000000000000000000000\",\"date\":\"20261399T030000Z\"}",
                "{\"authorization\":\"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/sts/aws4_request, SignedHeaders=host;x-tourniquet-order, Signature=0000000000000000000000000000000000000000000000000000000000000000\",\"date\":\"20261127T030000Z\",\"token\":\"a\\nb\"}"
            })
    void sendsNothingThatIsNoSignature(String signature) {
        CannedSts sts = new CannedSts(200, "<Arn>arn:aws:iam::123456789012:user/eve</Arn>");
        ObjectNode command = approval();
        command.set(
                "signature", Json.read("[" + signature + "]", JsonNode.class).get(0));

        isRefused(
                new Callers(sts, URI.create("https://sts.us-east-1.amazonaws.com"), () -> NOW),
                command,
                FUNCTION,
                "does not hold");
        assertThat(sts.requests()).isEmpty();
    }

    @Test
    void asksThisRegionsStsAndNothingElse() {
        CannedSts sts = new CannedSts(200, "<R><Arn>" + ALICE + "</Arn><Arn>other</Arn></R>");
        ObjectNode command = signedBy(alice);
        ((ObjectNode) command.path("signature")).put("host", "evil.example").put("url", "https://evil.example/");

        assertThat(new Callers(sts, URI.create("https://sts.us-east-1.amazonaws.com"), () -> NOW).of(command, FUNCTION))
                .isEqualTo(ALICE);
        assertThat(sts.requests()).singleElement().satisfies(request -> {
            assertThat(request.getUri()).hasToString("https://sts.us-east-1.amazonaws.com/");
            assertThat(request.headers())
                    .containsOnlyKeys(
                            "Authorization",
                            "Content-Length",
                            "Content-Type",
                            "X-Amz-Date",
                            "X-Amz-Security-Token",
                            "x-amz-content-sha256",
                            "x-tourniquet-order");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 503, 302})
    void goesByTheClaimWhereStsDoesNotAnswerButApprovesNothing(int status) {
        CannedSts sts = new CannedSts(status, "<Code>InternalFailure</Code>");
        Callers callers = new Callers(sts, URI.create("https://sts.us-east-1.amazonaws.com"), () -> NOW);

        assertThat(callers.of(signedBy(alice), FUNCTION)).isEqualTo("unproved: arn:aws:iam::123456789012:user/boss");
        assertThat(sts.requests()).hasSize(3);
        assertThatThrownBy(() -> callers.proved(signedBy(alice), FUNCTION))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("STS does not answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not XML",
                "<R><Code>x</Code></R>",
                "<R/>",
                "<!DOCTYPE R [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><R><Arn>&e;</Arn></R>"
            })
    void takesNoOtherAnswerForAName(String answer) {
        CannedSts sts = new CannedSts(200, answer);
        Callers callers = new Callers(sts, URI.create("https://sts.us-east-1.amazonaws.com"), () -> NOW);

        assertThat(callers.of(signedBy(alice), FUNCTION)).startsWith("unproved: ");
    }

    @Test
    void asksOnceMoreWhereStsIsBusy() {
        CannedSts sts = new CannedSts(400, "<R><Code>Throttling</Code></R>");

        assertThat(new Callers(sts, local.endpoint(), () -> NOW).of(signedBy(alice), FUNCTION))
                .startsWith("unproved: ");
        assertThat(sts.requests()).hasSize(3);
    }

    @Test
    void knowsWhereStsListens() {
        assertThat(Signature.sts(Region.EU_WEST_1)).hasToString("https://sts.eu-west-1.amazonaws.com");
        assertThat(Signature.sts(Region.CN_NORTH_1)).hasToString("https://sts.cn-north-1.amazonaws.com.cn");
    }
}
