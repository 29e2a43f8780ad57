package dev.tourniquet.proof.load;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/** What an invocation of each response costs, as the load test has measured it and checks that it still is. */
public final class Measured {
    private Measured() {}

    /**
     * The mean of the invocations that ended in one outcome at their first delivery, none of whose calls was refused.
     *
     * @param calls by service and operation
     * @param seconds without a cold start, by the assumed times of calls
     * @param caseBytes how large the case is in the ledger; 0 where none was written
     */
    public record Kind(SortedMap<String, Double> calls, double seconds, double caseBytes) {
        /** With a case of this size. */
        Kind of(int bytes) {
            return new Kind(calls, seconds, bytes);
        }

        /** All calls. */
        public double total() {
            return calls.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    static String write(Map<String, ? extends Map<String, Kind>> measured) throws IOException {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(measured);
    }

    /** By response, then by outcome. */
    public static Map<String, Map<String, Kind>> recorded() {
        try (InputStream file = Objects.requireNonNull(Measured.class.getResourceAsStream("measured.json"))) {
            return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
