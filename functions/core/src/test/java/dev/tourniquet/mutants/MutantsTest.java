package dev.tourniquet.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Mutants of the sample events, {@code mutants.count} of them, drawn by {@code mutants.seed}; {@code mutants.first} is the
 * number of the first, to look at one again. Writes what was tried to {@code target/explored}.
 */
class MutantsTest {
    private static final long SEED = Long.getLong("mutants.seed", 1);
    private static final long FIRST = Long.getLong("mutants.first", 0);
    private static final long COUNT = Long.getLong("mutants.count", 100_000);

    @Test
    void noMutantThrowsGrowsOrIsContainedThatMustNotBe() throws IOException {
        List<Sample> samples = Repository.samples();

        Fire fire = fire(samples, COUNT);

        write("mutants.txt", "mutants: seed " + SEED + ", " + samples.size() + " sample events, " + fire);
        assertThat(fire.violations()).isEmpty();
    }

    /** The repository does without them: where they are missing, nothing is tried. */
    @Test
    void neitherDoesOneOfAnEventThatOthersPublished() throws IOException {
        List<Sample> others = Repository.others();

        Fire fire = fire(others, others.isEmpty() ? 0 : COUNT / 10);

        write("mutants-of-others.txt", "mutants: seed " + SEED + ", " + others.size() + " events of others, " + fire);
        assertThat(fire.violations()).isEmpty();
    }

    /** The time is only there to end a reader that hangs. */
    private static Fire fire(List<Sample> samples, long count) {
        Duration plenty = Duration.ofMinutes(5 + count / 10_000);
        return assertTimeoutPreemptively(plenty, () -> Fire.at(Product.real(), samples, SEED, FIRST, count));
    }

    private static void write(String file, String line) throws IOException {
        Path explored = Files.createDirectories(Repository.root().resolve("functions/core/target/explored"));
        Files.writeString(explored.resolve(file), line + System.lineSeparator());
    }
}
