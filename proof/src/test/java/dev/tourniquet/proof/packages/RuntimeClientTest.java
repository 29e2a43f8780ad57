package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.lambda.RuntimeApi;
import dev.tourniquet.proof.Scenes;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged functions under Lambda's own runtime client: packaging, handler names, start and event loop. */
final class RuntimeClientTest {
    private static final Path SAMPLES = Path.of("events-samples");

    private static LocalAws aws;
    private static Clients clients;
    private static Template template;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        template = Scenes.template();
        clients = Clients.of(aws, template.region());
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    private record Run(RuntimeApi.Answer answer, PackagedFunction process) {
        String outcome() throws IOException {
            return Json.MAPPER
                    .readTree(answer.body())
                    .at("/results/0/report/outcome")
                    .asText();
        }
    }

    private static Run invoke(World world, String name, JsonNode event, Map<String, String> more) {
        Function function = template.function(name).orElseThrow();
        Map<String, String> environment = new HashMap<>(world.environment(function, Given.NOTHING, "enforce"));
        environment.putAll(more);
        PackagedFunction packaged = new PackagedFunction(function);
        RuntimeApi.Answer answer = world.enforcingIam(
                () -> packaged.handle(world.ids().toLocal(event).toString(), environment));
        return new Run(answer, packaged);
    }

    private static Run respond(String function, String sample, Map<String, String> more) {
        Path file = SAMPLES.resolve(sample);
        ObjectNode event = ((Input.Event) Input.read(file)).event();
        World world = World.create(aws, clients, template, Set.of(function));
        new Mirror(world, template, InstantSource.system())
                .add(
                        (Finding) FindingReader.read(event),
                        event,
                        Expectation.beside(file).orElseThrow().given());
        return invoke(world, function, event, more);
    }

    @ParameterizedTest
    @CsvSource({
        "tourniquet-isolate-instance, guardduty/Backdoor-EC2-CnCActivity.B.json, CONTAINED",
        "tourniquet-revoke-sessions, guardduty/UnauthorizedAccess-IAMUser-MaliciousIPCaller.Custom.json, CONTAINED",
        "tourniquet-deactivate-access-key, guardduty/CredentialAccess-IAMUser-CompromisedCredentials.user-key.json, CONTAINED",
        "tourniquet-block-public-access, guardduty/Policy-S3-BucketPublicAccessGranted.json, CONTAINED",
        "tourniquet-block-public-access, guardduty/Policy-S3-AccountBlockPublicAccessDisabled.json, CONTAINED"
    })
    void respondsUnderTheRuntimeClientOfLambda(String function, String sample, String outcome) throws Exception {
        Run run = respond(function, sample, Map.of());

        assertThat(run.answer().kind()).as(run.answer().body()).isEqualTo("response");
        assertThat(run.outcome()).as(run.answer().body()).isEqualTo(outcome);
        Gates.hold(
                function.replaceFirst("^tourniquet-", ""),
                "classes of " + sample,
                run.process().classes());
    }

    @Test
    void rehearsesBeforeASnapshotAndRespondsAfterIt() throws Exception {
        String sample = "guardduty/UnauthorizedAccess-IAMUser-MaliciousIPCaller.Custom.json";
        Run run = respond("tourniquet-revoke-sessions", sample, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));

        assertThat(run.answer().kind()).as(run.answer().body()).isEqualTo("response");
        assertThat(run.outcome()).as(run.answer().body()).isEqualTo("CONTAINED");
        assertThat(run.process().output())
                .doesNotContain("\"kind\":\"priming\"")
                .containsOnlyOnce("\"kind\":\"outcome\"");
    }

    @Test
    void publishesWhatWaitsUnderTheRuntimeClientOfLambda() {
        ObjectNode event = ((Input.Event) Input.read(SAMPLES.resolve("other/Scheduled-Event.json"))).event();
        World world = World.create(aws, clients, template, Set.of("tourniquet-republish-outcomes"));

        RuntimeApi.Answer answer =
                invoke(world, "tourniquet-republish-outcomes", event, Map.of()).answer();

        assertThat(answer.kind()).as(answer.body()).isEqualTo("response");
        assertThat(answer.body()).contains("waiting");
    }
}
