package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ReplayCommandTest {
    private static final String SAMPLE = "events-samples/guardduty/Policy-S3-BucketPublicAccessGranted.json";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void explainsItself() {
        assertThat(execute("replay", "--help")).isZero();
        assertThat(out.toString())
                .contains("--dry-run", "--release", "--expect", "--json", "--endpoint-url", "Exit codes");
    }

    @Test
    void refusesWrongArguments() {
        assertThat(execute("replay")).isEqualTo(2);
        assertThat(execute("replay", "--no-such-option", "x")).isEqualTo(2);
        assertThat(execute("replay", "no-such-file")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file or folder: no-such-file");
    }

    @Test
    void replaysAgainstAnEmulatorThatRunsAlready(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("out.json");
        try (LocalAws running = LocalAws.fresh(Clients.services())) {
            int exitCode = execute(
                    "replay",
                    "--quiet",
                    "--expect",
                    "--release",
                    "--json",
                    json.toString(),
                    "--endpoint-url",
                    running.endpoint().toString(),
                    SAMPLE);

            assertThat(exitCode).isZero();
        }
        JsonNode line = Json.MAPPER.readTree(json.toFile());
        assertThat(line.path("disposition").asText()).isEqualTo("CONTAINED");
        assertThat(line.at("/responses/0/released").asBoolean()).isTrue();
    }

    @Test
    void cannotRunWhereNoEmulatorAnswers() {
        assertThat(execute("replay", "--endpoint-url", "http://localhost:9", SAMPLE))
                .isEqualTo(3);
        assertThat(err.toString()).contains("is an emulator running there?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ec2.us-east-1.amazonaws.com",
                "https://AMAZONAWS.com.",
                "https://sqs.cn-north-1.amazonaws.com.cn",
                "https://s3.api.aws",
                "localhost:5000",
                "file:///tmp/x"
            })
    void neverTalksToRealAws(String url) {
        assertThat(execute("replay", "--endpoint-url", url, "events-samples")).isEqualTo(2);
        assertThat(err.toString()).contains(url);
    }
}
