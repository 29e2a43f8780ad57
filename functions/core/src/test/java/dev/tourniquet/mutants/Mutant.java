package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An event with one to three changes, the same for the same seed and number.
 *
 * @param changes what was done, in order
 * @param touched JSON pointers of what was changed
 * @param wrote the texts that the changes brought in, from elsewhere
 * @param tree the event; null where {@code text} has to be read first
 */
record Mutant(
        Sample sample,
        List<String> changes,
        List<String> touched,
        Set<String> wrote,
        @Nullable JsonNode tree,
        @Nullable String text) {

    static Mutant of(List<Sample> samples, long seed, long number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        random = new SplittableRandom(random.nextLong());
        Sample sample = samples.get((int) (number % samples.size()));
        Sample donor = samples.get(random.nextInt(samples.size()));
        if (random.nextInt(16) == 0) {
            TextMutation mutation = List.of(TextMutation.values()).get(random.nextInt(TextMutation.values().length));
            String text =
                    mutation.apply(sample.event().toString(), donor.event().toString(), random);
            return new Mutant(sample, List.of(mutation.name()), List.of(""), Set.of(), null, text);
        }
        return ofTree(sample, donor, random);
    }

    private static Mutant ofTree(Sample sample, Sample donor, RandomGenerator random) {
        JsonNode event = sample.event().deepCopy();
        List<String> changes = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        Set<String> wrote = new HashSet<>();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            String pointer = somewhere(sample, random);
            if (random.nextInt(11) == 0) {
                swap(event, pointer, somewhere(sample, random), changes, touched);
                continue;
            }
            Mutation mutation = List.of(Mutation.values()).get(random.nextInt(Mutation.values().length));
            Place.at(event, pointer).ifPresent(place -> {
                mutation.apply(place, donor, random);
                changes.add(mutation + " " + pointer);
                // An array without one of its elements has the others elsewhere.
                touched.add(place.parent().isArray() ? pointer.substring(0, pointer.lastIndexOf('/')) : pointer);
                Texts.in(event.at(pointer), wrote);
            });
        }
        return new Mutant(sample, changes, touched, wrote, event, null);
    }

    private static void swap(JsonNode event, String one, String other, List<String> changes, List<String> touched) {
        if (Place.touch(one, other)) {
            return;
        }
        Place.at(event, one)
                .ifPresent(first -> Place.at(event, other).ifPresent(second -> {
                    first.set(second.node());
                    second.set(first.node());
                    changes.add("SWAP " + one + " and " + other);
                    touched.add(one);
                    touched.add(other);
                }));
    }

    private static String somewhere(Sample sample, RandomGenerator random) {
        List<String> places =
                random.nextInt(4) > 0 && !sample.hotPlaces().isEmpty() ? sample.hotPlaces() : sample.places();
        return places.get(random.nextInt(places.size()));
    }
}
