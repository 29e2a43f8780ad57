package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replay and proof read a template in which a folder stands in for each function: what is deployed differs in the code alone. */
final class AssemblyTest {
    private static final Path DEPLOYED = template(Path.of("assembly", "target", "cdk.out"));
    private static final Path READ = template(TemplateReader.SYNTHESIZED);

    /** What the code of a function gives a name: its archive, and the version that is published of it. */
    private static final String NAMED_BY_CODE = "[0-9a-f]{64}\\.zip|(?<=FunctionCurrentVersion[0-9A-F]{8})[0-9a-f]{32}";

    private static Path template(Path folder) {
        return TemplateReader.find(folder, LocalAws.ACCOUNT);
    }

    private static String withoutCode(Path template) throws IOException {
        return Files.readString(template).replaceAll(NAMED_BY_CODE, "");
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.MAPPER.readTree(file.toFile());
    }

    static Stream<JsonNode> functions() throws IOException {
        return read(DEPLOYED)
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                .map(resource -> resource.path("Properties"));
    }

    @Test
    void deploysWhatReplayReads() throws IOException {
        assertThat(DEPLOYED.getFileName()).isEqualTo(READ.getFileName());
        assertThat(withoutCode(DEPLOYED)).isEqualTo(withoutCode(READ));
    }

    @Test
    void whatIsOnlyReadCannotBeDeployed() {
        assertThat(DEPLOYED.resolveSibling("manifest.json")).exists();
        assertThat(READ.resolveSibling("manifest.json")).doesNotExist();
    }

    @Test
    void deploysEachFunctionWithCodeOfItsOwn() throws IOException {
        assertThat(functions().map(function -> function.at("/Code/S3Key").asText()))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void deploysThePackage(JsonNode function) throws IOException {
        String hash = function.at("/Code/S3Key").asText().replace(".zip", "");
        String module = function.path("FunctionName").asText().replaceFirst("^tourniquet-", "");
        JsonNode assets = read(
                DEPLOYED.resolveSibling(DEPLOYED.getFileName().toString().replace(".template.json", ".assets.json")));
        Path asset = DEPLOYED.resolveSibling(
                assets.at("/files/" + hash + "/source/path").asText());

        assertThat(files(asset)).isNotEmpty().isEqualTo(files(Path.of("functions", module, "target", "lambda")));
    }

    /** Their names and how long each is. */
    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file) + " " + file.toFile().length())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
