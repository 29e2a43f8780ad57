package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What is wrong with a role on purpose is found, and so is a function that keeps a denial to itself. */
final class PrivilegesFindBugsTest {
    private static final String FUNCTION = "deactivate-access-key";
    private static final String DENIED = "iam:GetAccessKeyLastUsed";
    private static final String SWITCH_OFF = "\"Action\": \"iam:UpdateAccessKey\"";
    private static final List<Act> ACTS = Acts.ofTheOthers().stream()
            .filter(act -> act.function().equals(FUNCTION))
            .toList();

    @TempDir
    private static Path folder;

    private static Shown shown;

    @BeforeAll
    static void play() {
        shown = new Shown(Account.withEveryOption().template(), ACTS);
    }

    @AfterAll
    static void end() {
        shown.close();
    }

    @Test
    void findsNothingInTheTemplateItself() {
        assertThat(faults(Account.withEveryOption())).isEmpty();
    }

    @Test
    void findsAGrantThatIsNeverUsed() throws IOException {
        Account wider = template("wider", SWITCH_OFF, "\"Action\": [\"iam:UpdateAccessKey\", \"iam:DeleteAccessKey\"]");

        assertThat(faults(wider)).containsExactly("iam:DeleteAccessKey is granted and never called");
    }

    @Test
    void findsAGrantThatIsMissing() throws IOException {
        Account narrower = template("narrower", SWITCH_OFF, "\"Action\": \"iam:ListAccessKeys\"");

        assertThat(faults(narrower)).containsExactly("iam:UpdateAccessKey is called and not granted");
    }

    @Test
    void findsAnExplanationThatIsNotNeeded() {
        assertThat(Grants.faults(Set.of("a:Called"), Set.of("a:Called"), Set.of("a:Called", "a:Lost")))
                .containsExactly("a:Lost is explained and not granted", "a:Called is explained and is called");
    }

    @Test
    void findsAResourceThatIsTooNarrow() throws IOException {
        Account narrower =
                template("sessions", "\"arn:aws:iam::123456789012:user/*\"", "\"arn:aws:iam::123456789012:user/a*\"");

        assertThat(shown.requests(FUNCTION))
                .anyMatch(request -> !narrower.decision(FUNCTION, request).isAllowed());
    }

    @Test
    void findsAResourceThatIsTooWide() throws IOException {
        Account wider = template("anybody", "\"arn:aws:iam::123456789012:user/*\"", "\"*\"");

        assertThat(shown.requests(FUNCTION).stream()
                        .flatMap(request -> Outside.of(request).stream())
                        .filter(variation ->
                                wider.decision(FUNCTION, variation.request()).isAllowed()))
                .extracting(Outside.Variation::difference)
                .contains(Outside.Difference.ANOTHER_ACCOUNT);
    }

    @Test
    void findsAResourceThatIsNeverUsed() throws IOException {
        Account wider = template(
                "groups",
                "\"Resource\": \"arn:aws:iam::123456789012:user/*\"",
                "\"Resource\": [\"arn:aws:iam::123456789012:user/*\", \"arn:aws:iam::123456789012:group/*\"]");

        assertThat(wider.parts(FUNCTION)
                        .filter(part -> !Unseen.of(FUNCTION).contains(part.action()))
                        .filter(part -> !part.isUsedBy(shown.requests(FUNCTION))))
                .extracting(Part::resource)
                .isNotEmpty()
                .containsOnly("arn:aws:iam::123456789012:group/*");
    }

    @Test
    void findsADenialThatIsKeptToItself() {
        Ground ground = shown.ground(FUNCTION, DENIED);
        assertThat(named(ground)).contains(Expected.of(FUNCTION, DENIED));

        ground.plant(new Swallower());

        assertThat(named(ground)).isEmpty();
    }

    private static Optional<Effect> named(Ground ground) {
        return ground.run(Set.of(DENIED), _ -> false).said().stream()
                .flatMap(said -> Effect.of(said, DENIED).stream())
                .findFirst();
    }

    private static List<String> faults(Account account) {
        return Grants.faults(account.granted(FUNCTION), shown.actions(FUNCTION), Unseen.of(FUNCTION));
    }

    /** A copy of the template with another text in every place of one. */
    private static Account template(String name, String text, String other) throws IOException {
        String file = "Tourniquet-123456789012-us-east-1.template.json";
        String original = Files.readString(Path.of("infra", "target", "every-option", file));
        assertThat(original).contains(text);
        Path copies = Files.createDirectory(folder.resolve(name));
        Files.writeString(copies.resolve(file), original.replace(text, other));
        return Account.in(copies);
    }

    /** Makes an answer of nothing of a denial. */
    private static final class Swallower implements ExecutionInterceptor {
        private static final byte[] NOTHING =
                ("<GetAccessKeyLastUsedResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                                + "<GetAccessKeyLastUsedResult/></GetAccessKeyLastUsedResponse>")
                        .getBytes(StandardCharsets.UTF_8);

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return isDenial(context, attributes)
                    ? context.httpResponse().toBuilder()
                            .statusCode(200)
                            .putHeader("Content-Length", Integer.toString(NOTHING.length))
                            .build()
                    : context.httpResponse();
        }

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return isDenial(context, attributes)
                    ? Optional.of(new ByteArrayInputStream(NOTHING))
                    : context.responseBody();
        }

        private static boolean isDenial(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return "GetAccessKeyLastUsed".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                    && context.httpResponse().statusCode() != 200;
        }
    }
}
