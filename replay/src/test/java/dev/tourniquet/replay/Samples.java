package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.Sweep;
import dev.tourniquet.replay.input.EventFiles;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.RoundTrip;
import dev.tourniquet.replay.run.Options;
import dev.tourniquet.replay.run.Replayer;
import dev.tourniquet.replay.show.Comparison;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample through the synthesized rules and the real functions, contained as expected, and some of them released again; all are
 * where {@code ./tourniquet replay} plays them. They are shared out to classes, which run side by side.
 */
abstract class Samples {
    private static final Path SAMPLES = Path.of("events-samples");

    private static LocalAws aws;
    private static Replayer thereAndBack;
    private static Replayer oneWay;
    private static Set<Path> back;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        Template template = TestTemplates.synthesized();
        thereAndBack = new Replayer(template, aws, new Options(false, true), InstantSource.system());
        oneWay = new Replayer(template, aws, new Options(false, false), InstantSource.system());
        back = Sweep.part(EventFiles.find(List.of(SAMPLES)).stream()).collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        thereAndBack.close();
        oneWay.close();
        aws.close();
    }

    /** Every second one of all samples, from the one at {@code first}. */
    static Stream<Path> everySecond(int first) {
        List<Path> all = EventFiles.find(List.of(SAMPLES));
        return IntStream.range(0, all.size())
                .filter(index -> index % 2 == first)
                .mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesToWhatIsExpectedAndBack(Path sample) {
        Expectation expectation = Expectation.beside(sample).orElseThrow();

        EventRun run = (back.contains(sample) ? thereAndBack : oneWay).replay(sample);

        assertThat(run.broken()).as(run.reason()).isFalse();
        assertThat(run.notes()).noneMatch(note -> note.contains("could not be mirrored"));
        assertThat(Comparison.differences(run, expectation)).isEmpty();
        RoundTrip trip = run.roundTrip();
        if (trip != null) {
            assertThat(trip.differences()).isEmpty();
            assertThat(trip.succeeded()).isTrue();
        }
    }
}
