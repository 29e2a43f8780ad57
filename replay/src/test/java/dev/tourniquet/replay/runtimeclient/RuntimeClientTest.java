package dev.tourniquet.replay.runtimeclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.lambda.RuntimeApi;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.nio.file.Path;
import java.time.InstantSource;
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
    private static long classes;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        template = TestTemplates.synthesized();
        clients = Clients.of(aws, template.region());
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    private static RuntimeApi.Answer invoke(World world, String name, JsonNode event) {
        Function function = template.function(name).orElseThrow();
        Map<String, String> environment = world.environment(function, Given.NOTHING, "enforce");
        PackagedFunction packaged = new PackagedFunction(function);
        RuntimeApi.Answer answer = world.enforcingIam(
                () -> packaged.handle(world.ids().toLocal(event).toString(), environment));
        classes = packaged.classes();
        return answer;
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
        Path file = SAMPLES.resolve(sample);
        ObjectNode event = ((Input.Event) Input.read(file)).event();
        World world = World.create(aws, clients, template, Set.of(function));
        new Mirror(world, template, InstantSource.system())
                .add(
                        (Finding) FindingReader.read(event),
                        event,
                        Expectation.beside(file).orElseThrow().given());

        RuntimeApi.Answer answer = invoke(world, function, event);

        assertThat(answer.kind()).as(answer.body()).isEqualTo("response");
        assertThat(Json.MAPPER
                        .readTree(answer.body())
                        .at("/results/0/report/outcome")
                        .asText())
                .as(answer.body())
                .isEqualTo(outcome);
        Gates.hold(function.replaceFirst("^tourniquet-", ""), "classes of " + sample, classes);
    }

    @Test
    void publishesWhatWaitsUnderTheRuntimeClientOfLambda() {
        ObjectNode event = ((Input.Event) Input.read(SAMPLES.resolve("other/Scheduled-Event.json"))).event();
        World world = World.create(aws, clients, template, Set.of("tourniquet-republish-outcomes"));

        RuntimeApi.Answer answer = invoke(world, "tourniquet-republish-outcomes", event);

        assertThat(answer.kind()).as(answer.body()).isEqualTo("response");
        assertThat(answer.body()).contains("waiting");
    }
}
