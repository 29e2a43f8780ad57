package dev.tourniquet.runtime.priming;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a function is primed with: an event, and what AWS answered when the function handled it once against the local AWS. A file
 * {@code rehearsal.json} beside the handler; {@code RehearsalTest} plays it, and says how to record it anew where it no longer fits.
 *
 * @param environment the function's variables at that time
 * @param at what time it was; with the same time the same policies are written, and are found where they are read back
 */
public record Rehearsal(Map<String, String> environment, Instant at, JsonNode event, List<Answer> answers) {

    /**
     * One answer.
     *
     * @param call the operation: {@code Ec2.DescribeInstances}
     * @param request what tells requests of one operation apart, see {@link Label}
     */
    public record Answer(String call, String request, int status, String contentType, String body) {}

    public Rehearsal {
        environment = Map.copyOf(environment);
        answers = List.copyOf(answers);
    }

    /** Reads that of a handler. */
    static Rehearsal of(Class<?> handler) throws IOException {
        try (InputStream file = handler.getResourceAsStream("rehearsal.json")) {
            if (file == null) {
                throw new IOException("no rehearsal.json beside " + handler.getName());
            }
            return Json.read(
                    new String(file.readAllBytes(), StandardCharsets.UTF_8), new TypeReference<Rehearsal>() {});
        }
    }
}
