package dev.tourniquet.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.TestTemplates;
import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.show.EventPrinter;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.text.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A finding whose every text that is no id was written by an attacker goes through the real functions. What is contained
 * must be the same, and what was written must arrive nowhere as anything but text.
 */
final class HostileTextTest {
    private static final String EVIL = "\u001b[2J\r\n\u202e\u009b\u2028\u0000EVIL\"}]},\\\"*${aws:userid}$(id)`id`<b>";

    /** Ids, times and closed sets of words: with another value a finding is another finding. */
    private static final Set<String> FORMED = Set.of(
            "schemaVersion",
            "accountId",
            "region",
            "partition",
            "arn",
            "type",
            "resourceType",
            "resourceRole",
            "instanceId",
            "imageId",
            "networkInterfaceId",
            "vpcId",
            "subnetId",
            "groupId",
            "instanceState",
            "instanceType",
            "availabilityZone",
            "privateIpAddress",
            "publicIp",
            // These are mirrored into the local AWS, whose XML cannot carry such characters; fakes have them in the
            // functions' own tests.
            "tags",
            "groupName",
            "accessKeyId",
            "userType",
            "userName",
            "name",
            "sample",
            "createdAt",
            "updatedAt",
            "eventFirstSeen",
            "eventLastSeen",
            "additionalInfo",
            "effectivePermission");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Backdoor-EC2-CnCActivity.B.json",
                "Exfiltration-IAMUser-AnomalousBehavior.role-wide.json",
                "UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key.json",
                "Policy-S3-BucketPublicAccessGranted.json"
            })
    void staysTextInEveryCallLogLineCaseAnnouncementAndOnTheTerminal(String sample) throws IOException {
        ObjectNode event = (ObjectNode) Json.MAPPER.readTree(
                Path.of("events-samples", "guardduty", sample).toFile());
        int[] written = new int[1];
        poison(event.get("detail"), written);
        assertThat(written[0]).isGreaterThan(10);

        EventRun run;
        try (Replayer replayer =
                new Replayer(TestTemplates.synthesized(), aws, new Options(false, false), InstantSource.system())) {
            run = replayer.replay(Files.writeString(folder.resolve("event.json"), event.toString()));
        }

        assertThat(run.disposition()).as(run.notes().toString()).isEqualTo(Disposition.CONTAINED);
        assertThat(run.functions()).isNotEmpty().allSatisfy(function -> {
            assertThat(function.changes()).noneMatch(call -> call.parameters().contains("EVIL"));
            assertThat(function.log()).isNotEmpty().allSatisfy(line -> {
                assertThat(line).matches("[\\x20-\\x7e]+");
                assertThat(texts(Json.read(line, JsonNode.class))).allSatisfy(HostileTextTest::isPlain);
            });
        });
        assertThat(run.functions()).anyMatch(function -> !function.changes().isEmpty());
        assertThat(printed(run).lines()).isNotEmpty().allSatisfy(HostileTextTest::isPlain);
        assertThat(announced())
                .isNotEmpty()
                .allSatisfy(told -> assertThat(texts(told)).isNotEmpty().allSatisfy(HostileTextTest::isPlain));
    }

    private static void isPlain(String text) {
        assertThat(PlainText.of(text)).isEqualTo(text);
    }

    private static void poison(JsonNode node, int[] written) {
        if (node instanceof ObjectNode object) {
            for (String key :
                    List.copyOf(object.propertyStream().map(Map.Entry::getKey).toList())) {
                if (FORMED.contains(key)) {
                    continue;
                }
                if (object.get(key).isTextual()) {
                    written[0]++;
                    object.put(key, object.get(key).textValue() + EVIL);
                } else {
                    poison(object.get(key), written);
                }
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isTextual()) {
                    list.set(i, TextNode.valueOf(list.get(i).textValue() + EVIL));
                } else {
                    poison(list.get(i), written);
                }
            }
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(inner -> texts.addAll(texts(inner)));
        return texts;
    }

    private static String printed(EventRun run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new EventPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, true).print(run, List.of());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> announced() {
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder())) {
            return dynamo.scan(request -> request.tableName("tourniquet-ledger")).items().stream()
                    .filter(item -> item.containsKey("standing"))
                    .map(item ->
                            Json.read(item.get("document").s(), JsonNode.class).at("/announcement/detail"))
                    .toList();
        }
    }
}
