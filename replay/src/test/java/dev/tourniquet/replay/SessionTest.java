package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.RoundTrip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private boolean run(boolean expect, EventRun run) throws IOException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session.Wishes wishes =
                new Session.Wishes(expect, true, true, false, folder.resolve("out.json"), folder.resolve("pages"));
        return new Session(out, out, wishes).run(List.of(run.path()), _ -> run);
    }

    private EventRun notMatched() {
        return EventRun.without(folder.resolve("event.json"), null, Disposition.NOT_MATCHED, "", List.of());
    }

    private void expectation(String text) throws IOException {
        Files.writeString(folder.resolve("event.expected.json"), text);
    }

    @Test
    void holdsWhereAllIsAsExpected() throws IOException {
        expectation("{\"disposition\": \"NOT_MATCHED\"}");

        assertThat(run(true, notMatched())).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("every outcome as expected");
    }

    @Test
    void doesNotHoldWhereAnOutcomeDiffers() throws IOException {
        expectation("{\"disposition\": \"CONTAINED\"}");

        assertThat(run(true, notMatched())).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("expected CONTAINED, found NOT_MATCHED", "1 not as expected");
    }

    @Test
    void doesNotHoldWhereAnExpectationIsMissingOrCannotBeRead() throws IOException {
        assertThat(run(true, notMatched())).isFalse();
        expectation("{");
        assertThat(run(true, notMatched())).isFalse();
    }

    @Test
    void comparesNothingUnlessAsked() throws IOException {
        assertThat(run(false, notMatched())).isTrue();
    }

    @Test
    void doesNotHoldWhereReplayItselfFailed() throws IOException {
        assertThat(run(false, EventRun.broken(folder.resolve("event.json"), "no luck")))
                .isFalse();
    }

    @Test
    void doesNotHoldWhereAReleaseLeftADifference() throws IOException {
        RoundTrip trip = new RoundTrip(List.of(), List.of(), List.of("role r, tags: was [], is [a=b]"));
        EventRun run =
                EventRun.of(folder.resolve("event.json"), null, List.of("rule"), List.of(), Map.of(), List.of(), trip);

        assertThat(run(false, run)).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("DIFFERS", "role r, tags", "1 left the state different");
    }

    @Test
    void writesJsonAsTheEventsAreDone() throws IOException {
        run(false, notMatched());

        assertThat(Files.readAllLines(folder.resolve("out.json"))).hasSize(1);
    }
}
