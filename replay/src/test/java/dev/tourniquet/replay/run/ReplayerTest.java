package dev.tourniquet.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

final class ReplayerTest {
    private static final Path SAMPLES = Path.of("events-samples", "guardduty");
    private static final Path CONTAINED = SAMPLES.resolve("Backdoor-EC2-CnCActivity.B.json");

    private static LocalAws aws;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static EventRun replay(Template template, Options options, Path file) {
        try (Replayer replayer = new Replayer(template, aws, options, InstantSource.system())) {
            return replayer.replay(file);
        }
    }

    private static EventRun replay(Path file) {
        return replay(TestTemplates.synthesized(), new Options(false, false), file);
    }

    private Path write(JsonNode event) throws IOException {
        return Files.writeString(folder.resolve("event.json"), event.toString());
    }

    private static ObjectNode event(Path file) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(file.toFile());
    }

    @Test
    void tellsOfACrashAndLeavesTheEventToTheDeadLetters() {
        EventRun run = replay(TestTemplates.small(), new Options(false, false), CONTAINED);

        assertThat(run.disposition()).isEqualTo(Disposition.FAILED);
        assertThat(run.broken()).isFalse();
        FunctionRun function = run.functions().getFirst();
        assertThat(function.attempts()).isEqualTo(3);
        assertThat(function.failure()).isEqualTo("no luck");
        assertThat(function.responses().getFirst().retried()).isTrue();
        try (SqsClient sqs = aws.client(SqsClient.builder())) {
            String url = aws.endpoint() + "/" + LocalAws.ACCOUNT + "/tourniquet-dead-letters";
            assertThat(sqs.receiveMessage(request -> request.queueUrl(url)).messages())
                    .hasSize(1);
        }
    }

    @Test
    void runsAnEventOfAnotherAccountAndRegionAsOneOfItsOwn() throws IOException {
        String text = Files.readString(CONTAINED)
                .replace("123456789012", "111122223333")
                .replace("us-east-1", "eu-central-1");

        EventRun run = replay(write(Json.MAPPER.readTree(text)));

        assertThat(run.disposition()).isEqualTo(Disposition.CONTAINED);
        assertThat(run.notes()).contains("account 111122223333 as 123456789012", "Region eu-central-1 as us-east-1");
    }

    @Test
    void showsEverythingInTheIdsOfTheEvent() throws IOException {
        EventRun run = replay(CONTAINED);

        String id = event(CONTAINED)
                .at("/detail/resource/instanceDetails/instanceId")
                .asText();
        assertThat(run.responses()).singleElement().satisfies(response -> {
            assertThat(response.target()).isEqualTo(id);
            assertThat(response.changes()).anyMatch(change -> change.contains(id));
            assertThat(response.changes() + response.reasons().toString())
                    .doesNotContain(run.ids().get(id));
            assertThat(response.steps())
                    .isNotEmpty()
                    .allMatch(step -> step.status().equals("VERIFIED"));
        });
    }

    @Test
    void changesNothingInADryRun() {
        EventRun run = replay(TestTemplates.synthesized(), new Options(true, true), CONTAINED);

        assertThat(run.disposition()).isEqualTo(Disposition.DRY_RUN);
        assertThat(run.responses()).singleElement().satisfies(response -> {
            assertThat(response.changes()).isEmpty();
            assertThat(response.steps())
                    .isNotEmpty()
                    .allMatch(step -> step.status().equals("PLANNED"));
        });
        assertThat(run.roundTrip()).isNotNull().satisfies(trip -> {
            assertThat(trip.kept()).isEmpty();
            assertThat(trip.differences()).isEmpty();
        });
    }

    @Test
    void neverMakesARealThingOfASample() throws IOException {
        ObjectNode event = event(CONTAINED);
        ((ObjectNode) event.at("/detail/resource/instanceDetails")).put("instanceId", "i-99999999");

        EventRun run = replay(write(event));

        assertThat(run.disposition()).isEqualTo(Disposition.SKIPPED);
        assertThat(run.ids()).isEmpty();
        try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
            assertThat(ec2.describeInstances().reservations()).isEmpty();
        }
    }

    @Test
    void doesNotTurnAnIdThatIsNoneIntoOneThatIs() throws IOException {
        ObjectNode event = event(CONTAINED);
        ((ObjectNode) event.at("/detail/resource/instanceDetails")).put("instanceId", "i-0123456789ABCDEFG");

        EventRun run = replay(write(event));

        assertThat(run.responses())
                .singleElement()
                .satisfies(response -> assertThat(response.target()).isEqualTo("-"));
    }

    @Test
    void goesOnWithoutWhatCannotBeMirrored() throws IOException {
        ObjectNode event = event(SAMPLES.resolve("Policy-S3-BucketPublicAccessGranted.json"));
        ((ObjectNode) event.at("/detail/resource/s3BucketDetails/0")).put("name", "Not_a_bucket");

        EventRun run = replay(write(event));

        assertThat(run.disposition()).isEqualTo(Disposition.NOTHING_TO_DO);
        assertThat(run.notes()).anyMatch(note -> note.contains("bucket Not_a_bucket could not be mirrored"));
    }

    @Test
    void refusesToPlayFirstWhatIsNoEvent() throws IOException {
        Path file = write(event(CONTAINED));
        Files.writeString(folder.resolve("event.expected.json"), "{\"given\": {\"after\": [\"missing.json\"]}}");

        EventRun run = replay(file);

        assertThat(run.broken()).isTrue();
        assertThat(run.reason()).contains("missing.json");
    }

    /** Whatever takes the place of a field: no crash, and one disposition that a person can understand. */
    @Test
    void survivesWhateverTakesThePlaceOfAField() throws IOException {
        List<String> fields = List.of(
                "/detail/id",
                "/detail/type",
                "/detail/severity",
                "/detail/resource",
                "/detail/resource/resourceType",
                "/detail/resource/instanceDetails",
                "/detail/resource/instanceDetails/iamInstanceProfile",
                "/detail/resource/instanceDetails/networkInterfaces",
                "/detail/resource/instanceDetails/networkInterfaces/0/vpcId",
                "/detail/resource/instanceDetails/networkInterfaces/0/securityGroups",
                "/detail/resource/instanceDetails/tags",
                "/detail/service",
                "/detail/service/additionalInfo",
                "/account",
                "/region");
        List<JsonNode> values = List.of(
                Json.MAPPER.nullNode(),
                Json.tree("\u0000; rm -rf / $(id) \u202e"),
                Json.tree(List.of(1, "x", List.of())));
        List<String> broken = new ArrayList<>();
        try (Replayer replayer =
                new Replayer(TestTemplates.synthesized(), aws, new Options(false, false), InstantSource.system())) {
            for (String field : fields) {
                for (JsonNode value : values) {
                    ObjectNode event = event(CONTAINED);
                    int slash = field.lastIndexOf('/');
                    ((ObjectNode) event.at(field.substring(0, slash))).set(field.substring(slash + 1), value);
                    EventRun run = replayer.replay(write(event));
                    if (run.broken() || run.disposition() == Disposition.FAILED) {
                        broken.add(field + " = " + value + ": " + run.reason() + run.responses());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
