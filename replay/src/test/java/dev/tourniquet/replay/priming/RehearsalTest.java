package dev.tourniquet.replay.priming;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.blockpublicaccess.BlockPublicAccessHandler;
import dev.tourniquet.deactivateaccesskey.DeactivateAccessKeyHandler;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.isolateinstance.IsolateInstanceHandler;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.run.FunctionContext;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import dev.tourniquet.revokesessions.RevokeSessionsHandler;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import dev.tourniquet.runtime.priming.Label;
import dev.tourniquet.runtime.priming.Primer;
import dev.tourniquet.runtime.priming.Rehearsal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the functions are primed with fits them still. Recorded anew by
 * {@code mvn verify -pl replay -am -Dtest=RehearsalTest -Dsurefire.failIfNoSpecifiedTests=false -Drehearsal.write=true}, twice: the first run records.
 */
final class RehearsalTest {
    private static final String AGAIN =
            "a rehearsal.json no longer fits its function: record it anew, the test's Javadoc says how";

    /** The functions that are primed, each with a sample that makes it do all that it does in its commonest case. */
    @SuppressWarnings("ImmutableEnumChecker") // Constructors of handlers change nothing.
    enum Primed {
        ISOLATE_INSTANCE(
                IsolateInstanceHandler.class, IsolateInstanceHandler::new, "guardduty/Backdoor-EC2-CnCActivity.B.json"),
        REVOKE_SESSIONS(
                RevokeSessionsHandler.class,
                RevokeSessionsHandler::new,
                "guardduty/UnauthorizedAccess-IAMUser-MaliciousIPCaller.Custom.json"),
        DEACTIVATE_ACCESS_KEY(
                DeactivateAccessKeyHandler.class,
                DeactivateAccessKeyHandler::new,
                "guardduty/CredentialAccess-IAMUser-CompromisedCredentials.user-key.json"),
        BLOCK_PUBLIC_ACCESS(
                BlockPublicAccessHandler.class,
                BlockPublicAccessHandler::new,
                "guardduty/Policy-S3-BucketPublicAccessGranted.json");

        final Class<? extends RequestStreamHandler> handler;
        final java.util.function.Function<Aws, RequestStreamHandler> function;
        final Path sample;

        Primed(
                Class<? extends RequestStreamHandler> handler,
                java.util.function.Function<Aws, RequestStreamHandler> function,
                String sample) {
            this.handler = handler;
            this.function = function;
            this.sample = Path.of("events-samples", sample);
        }

        String module() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        Path file() {
            return Path.of("functions", module(), "src/main/resources")
                    .resolve(handler.getPackageName().replace('.', '/'))
                    .resolve("rehearsal.json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void containsTwiceOnWhatIsRecorded(Primed primed) throws IOException {
        String answer;
        try {
            answer = Primer.rehearse(primed.handler, primed.function, 2);
        } catch (IOException e) {
            throw new AssertionError(AGAIN, e);
        }

        assertThat(Json.MAPPER.readTree(answer).at("/results/0/report/outcome").asText())
                .as(AGAIN + ": " + answer)
                .isEqualTo("CONTAINED");
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "rehearsal.write", matches = "true")
    void records(Primed primed) throws IOException {
        try (LocalAws aws = LocalAws.fresh(Clients.services())) {
            Template template = TestTemplates.synthesized();
            try (Clients clients = Clients.of(aws, template.region())) {
                Function function =
                        template.function("tourniquet-" + primed.module()).orElseThrow();
                ObjectNode event = ((Input.Event) Input.read(primed.sample)).event();
                World world = World.create(aws, clients, template, Set.of(function.name()));
                new Mirror(world, template, InstantSource.system())
                        .add(
                                (Finding) FindingReader.read(event),
                                event,
                                Expectation.beside(primed.sample).orElseThrow().given());
                Rehearsal rehearsal = rehearse(
                        primed,
                        function,
                        world.environment(function, Given.NOTHING, "enforce"),
                        world.ids().toLocal(event));
                Files.createDirectories(primed.file().getParent());
                Files.writeString(
                        primed.file(),
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(rehearsal) + "\n");
            }
        }
    }

    private static Rehearsal rehearse(Primed primed, Function function, Map<String, String> environment, JsonNode event)
            throws IOException {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Rehearsal.Answer> answers = Collections.synchronizedList(new ArrayList<>());
        RequestStreamHandler handler = primed.function.apply(Aws.of(
                environment,
                Medium.WITHOUT_WAITING
                        .by(() -> at)
                        .seenBy(List.of(new Label()))
                        .over(real -> new RecordingHttp(real, answers))));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8)),
                answer,
                new FunctionContext(
                        function,
                        "arn:aws:lambda:us-east-1:123456789012:function:" + function.qualified(),
                        "rehearsal",
                        () -> at));
        assertThat(answer.toString(StandardCharsets.UTF_8)).contains("\"CONTAINED\"");
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet()
                .removeIf(name ->
                        (name.startsWith("AWS_") && !name.equals("AWS_REGION")) || name.equals("JAVA_TOOL_OPTIONS"));
        kept.put("TOURNIQUET_DEAD_LETTERS", "http://localhost:9/tourniquet-dead-letters");
        return new Rehearsal(kept, at, event, answers);
    }
}
