package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.infra.config.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every finding type that GuardDuty and Macie are known to send, or to have sent, and the responses that it reaches when its
 * severity lets it. The table is written by hand; what the rules make of it is in {@code infra/target/finding-types.tsv}.
 */
class RoutingTableTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final String HEADER = Stream.of(Response.values())
            .map(Response::key)
            .collect(Collectors.joining("\t", "source\tfinding type\t", "\n"));

    @Test
    void everyFindingTypeReachesExactlyTheResponsesOfTheTable() throws IOException {
        String actual = HEADER + table().map(RoutingTableTest::routed).collect(Collectors.joining());
        Files.writeString(Path.of("infra/target/finding-types.tsv"), actual);

        assertThat(actual).isEqualTo(text());
    }

    /** A type that is no longer listed would otherwise leave its rule untested. */
    @ParameterizedTest
    @EnumSource
    void everyKindOfFindingThatAResponseAnswersIsInTheTable(Response response) {
        List<String> types = table().map(row -> row.split("\t", -1)[1]).toList();

        assertThat(response.findingTypes().stream()
                        .map(RoutingTableTest::resource)
                        .distinct())
                .allSatisfy(resource ->
                        assertThat(types).anyMatch(type -> resource(type).equals(resource)));
    }

    /** EventBridge quota "Event pattern size": 2,048 characters unless raised. */
    @Test
    void everyPatternFitsTheQuota() {
        assertThat(Synthesis.shared().templates().flatMap(template -> template.all("AWS::Events::Rule").stream()))
                .allSatisfy(
                        rule -> assertThat(rule.path("EventPattern").toString()).hasSizeLessThanOrEqualTo(2048));
    }

    private static String routed(String row) {
        String source = row.split("\t", -1)[0];
        String type = row.split("\t", -1)[1];
        List<String> rules = Events.rulesFor(
                TEMPLATE, source.equals("macie") ? Events.macie(type, Events.OWN, 3) : Events.guardDuty(type, "9"));
        return Stream.of(Response.values())
                .map(response -> rules.contains("tourniquet-" + response.key() + "-" + source) ? "x" : "-")
                .collect(Collectors.joining("\t", source + "\t" + type + "\t", "\n"));
    }

    /** The part between purpose and name: {@code IAMUser} of {@code Recon:IAMUser/TorIPCaller}. */
    private static String resource(String type) {
        return type.substring(type.indexOf(':') + 1, type.indexOf('/'));
    }

    private static Stream<String> table() {
        return text().lines().skip(1);
    }

    private static String text() {
        try (InputStream stream = RoutingTableTest.class.getResourceAsStream("/finding-types.tsv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
