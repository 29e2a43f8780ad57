package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** What reached the bus of the emulator, whether or not the function learned that it did. */
final class Announcements {
    private final List<JsonNode> details = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** What was announced since {@link #forget}, in short: what is the same word for word is in it once. */
    synchronized List<String> heard() {
        return new LinkedHashSet<>(details).stream().map(Announcements::inShort).toList();
    }

    /** In how many ways something was announced whose short form begins like this. */
    long ways(String beginning) {
        return heard().stream().filter(report -> report.startsWith(beginning)).count();
    }

    /** What a function answers has to be announced. */
    synchronized void expect(JsonNode answer) {
        answer.path("results").forEach(result -> expected.add(inShort(result.path("report"))));
    }

    /** What was expected, and did not come. */
    synchronized List<String> missing() {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(heard());
        return missing;
    }

    /** Outcome, case and time of a report. */
    private static String inShort(JsonNode report) {
        return report.path("outcome").asText() + " " + report.path("caseId").asText() + " "
                + report.path("time").asText();
    }

    /** How many announcements came, one for each time. */
    synchronized int count() {
        return details.size();
    }

    synchronized void forget() {
        details.clear();
        expected.clear();
    }

    private synchronized void hear(JsonNode entries) {
        entries.path("Entries")
                .forEach(entry -> details.add(Json.read(entry.path("Detail").asText(), JsonNode.class)));
    }

    /** Passes everything on, and listens to what is put onto the bus. */
    SdkHttpClient before(SdkHttpClient emulator) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
                ExecutableHttpRequest passedOn = emulator.prepareRequest(asked);
                boolean announces = asked.httpRequest()
                        .firstMatchingHeader("X-Amz-Target")
                        .filter("AWSEvents.PutEvents"::equals)
                        .isPresent();
                return announces ? listening(asked, passedOn) : passedOn;
            }

            @Override
            public void close() {
                emulator.close();
            }
        };
    }

    private ExecutableHttpRequest listening(HttpExecuteRequest asked, ExecutableHttpRequest passedOn) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = passedOn.call();
                try (InputStream content =
                        asked.contentStreamProvider().orElseThrow().newStream()) {
                    hear(Json.MAPPER.readTree(content.readAllBytes()));
                }
                return response;
            }

            @Override
            public void abort() {
                passedOn.abort();
            }
        };
    }
}
