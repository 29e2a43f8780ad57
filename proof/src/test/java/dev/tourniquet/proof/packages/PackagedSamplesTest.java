package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.proof.Scenes;
import dev.tourniquet.replay.input.EventFiles;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.RoundTrip;
import dev.tourniquet.replay.run.Options;
import dev.tourniquet.replay.run.Replayer;
import dev.tourniquet.replay.show.Comparison;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.runtime.Aws;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Samples through the functions as they are deployed, out of their shrunk packages: contained as expected, and released again. Every
 * twentieth, or with {@code -Dpackages.all=true} all, but those for which the emulator alone is not enough.
 */
final class PackagedSamplesTest {
    /** What the emulator cannot do by itself: an interceptor of this program's classes does it, see {@code sandbox}. */
    private static final List<String> OF_THE_SANDBOX = List.of(
            "errors", "state", "requesterManaged", "trunk", "inlinePolicyCharacters", "owner", "policyDeniesResponder");

    private static LocalAws aws;
    private static Replayer replayer;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        replayer =
                new Replayer(Scenes.template(), aws, new Options(false, true, new Packages()), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        replayer.close();
        aws.close();
    }

    static Stream<Path> samples() {
        List<Path> all = EventFiles.find(List.of(Path.of("events-samples")));
        int step = Boolean.getBoolean("packages.all") ? 1 : 20;
        return IntStream.range(0, all.size())
                .filter(index -> index % step == 0)
                .mapToObj(all::get)
                .filter(sample -> !needsTheSandbox(sample));
    }

    private static boolean needsTheSandbox(Path sample) {
        JsonNode given = Expectation.beside(sample).orElseThrow().node().path("given");
        return OF_THE_SANDBOX.stream().anyMatch(name -> given.findValue(name) != null);
    }

    /** Nobody sees the calls here, so those that an expectation names are not looked for; the account after the release is. */
    @ParameterizedTest
    @MethodSource("samples")
    void comesToWhatIsExpectedAndBack(Path sample) {
        EventRun run = replayer.replay(sample);

        assertThat(run.broken()).as(run.reason()).isFalse();
        assertThat(run.notes()).noneMatch(note -> note.contains("could not be mirrored"));
        assertThat(Comparison.differences(run, Expectation.beside(sample).orElseThrow()))
                .allMatch(difference -> difference.contains(": changes: "));
        RoundTrip trip = run.roundTrip();
        if (trip != null) {
            assertThat(trip.differences()).isEmpty();
            assertThat(trip.succeeded()).isTrue();
        }
    }

    /** Or this would show nothing: what no function calls is in this program, and in no package. */
    @Test
    void knowsOnlyTheClassesOfThePackage() throws ClassNotFoundException {
        ClassLoader packaged = Packages.loader("tourniquet-isolate-instance");

        assertThat(packaged.loadClass(Aws.class.getName())).isNotSameAs(Aws.class);
        assertThatThrownBy(() -> packaged.loadClass(RunInstancesRequest.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
