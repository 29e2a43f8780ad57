package dev.tourniquet.replay.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file: an event, or what keeps it from being one. */
public sealed interface Input {
    /** The largest file that is read, in bytes; EventBridge delivers 256 KiB at most. */
    long LARGEST = 4L << 20;

    /** What some editors put at the beginning of a file. */
    String BYTE_ORDER_MARK = "\ufeff";

    /** Where it is. */
    Path path();

    /** An EventBridge event. */
    record Event(Path path, ObjectNode event) implements Input {}

    /** Not JSON, or not an EventBridge event. */
    record Malformed(Path path, String reason) implements Input {}

    /** Reads a file; never throws. */
    static Input read(Path path) {
        try {
            if (Files.size(path) > LARGEST) {
                return new Malformed(path, "larger than " + LARGEST + " bytes: no event is");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            return read(path, Json.MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            return new Malformed(path, "not JSON: not UTF-8");
        } catch (JsonProcessingException e) {
            return new Malformed(path, "not JSON: " + where(e));
        } catch (IOException e) {
            return new Malformed(path, "cannot be read: " + e);
        }
    }

    private static Input read(Path path, JsonNode tree) {
        if (!(tree instanceof ObjectNode event)) {
            return new Malformed(path, tree.isMissingNode() ? "empty" : "not an EventBridge event: not a JSON object");
        }
        String missing = event.path("source").isTextual() ? "" : "source";
        missing = event.path("detail-type").isTextual() ? missing : append(missing, "detail-type");
        missing = event.path("detail").isObject() ? missing : append(missing, "detail (an object)");
        return missing.isEmpty()
                ? new Event(path, event)
                : new Malformed(path, "not an EventBridge event: it has no " + missing + hint(event));
    }

    private static String append(String list, String name) {
        return list.isEmpty() ? name : list + ", " + name;
    }

    private static String hint(JsonNode tree) {
        if (tree.has("service") && tree.has("resource") && tree.has("type")) {
            return "; it looks like a bare GuardDuty finding: put it into the \"detail\" of an event";
        }
        if (tree.has("Service") && tree.has("Resource") && tree.has("Type")) {
            return "; it looks like a finding as the AWS command line prints it, in PascalCase: EventBridge delivers camelCase";
        }
        if (tree.has("resourcesAffected")) {
            return "; it looks like a bare Macie finding: put it into the \"detail\" of an event";
        }
        return "";
    }

    private static String where(JsonProcessingException e) {
        String message = e.getOriginalMessage().replaceAll("\\[Source: [^;]*; (line: \\d+), column: \\d+]", "$1");
        return message
                + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
    }
}
