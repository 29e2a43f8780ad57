package dev.tourniquet.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.finding.Target;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mutants find what is wrong where something is. */
class MutantsFindBugsTest {
    private static final long ENOUGH = 20_000;
    private static final List<Sample> SAMPLES = Repository.samples();

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("a reader that drops the sample mark", "although Objection[kind=SAMPLE", seeing(event -> {
                    remove(event, "/detail/service/additionalInfo");
                    remove(event, "/detail/sample");
                })),
                bug("a decider that ignores archived", "although Objection[kind=ARCHIVED", seeing(event -> {
                    remove(event, "/detail/service/archived");
                    remove(event, "/detail/archived");
                })),
                bug(
                        "a decider for every account",
                        "although Objection[kind=FOREIGN_ACCOUNT",
                        seeing(event -> put(event, "/detail/accountId", Answer.ACCOUNT))),
                bug(
                        "a reader that takes a TARGET for an ACTOR",
                        "although Objection[kind=ROLE",
                        seeing(event -> put(event, "/detail/service/resourceRole", "ACTOR"))),
                bug(
                        "a reader that overlooks containers",
                        "although Objection[kind=CONTAINER_HOST",
                        seeing(event -> remove(event, "/detail/resource/containerDetails"))),
                bug("a decider that has no doubts", "although Objection[kind=DOUBT", withoutDoubts()),
                bug("a reader that repairs ids", "which the event does not name", changingIds("[^0-9a-fi-]", "")),
                bug(
                        "a reader that shortens ids",
                        "neither the sample nor a mutation named",
                        changingIds("^(i-.{8}).*", "$1")),
                bug("a reader that throws", "threw java.lang.ClassCastException", throwing()),
                bug("a reader that keeps what came in", "a finding of ", keeping()));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void isFound(Product bug, String as) {
        assertThat(isFound(bug, violation -> violation.contains(as))).isTrue();
    }

    /** Each of the two ways of telling that a mark stands finds it without the other. */
    @Test
    void isFoundByTheMarkThatNoMutationTouched() {
        Product bug = seeing(event -> remove(event, "/detail/service/archived"));

        assertThat(isFound(bug, violation -> violation.contains("although the mark stands: Objection[kind=ARCHIVED")))
                .isTrue();
    }

    private static boolean isFound(Product bug, Predicate<String> as) {
        Judge judge = new Judge(bug);
        return LongStream.range(0, ENOUGH)
                .anyMatch(number -> judge.judge(Mutant.of(SAMPLES, 1, number)).violations().stream()
                        .anyMatch(as));
    }

    private static Arguments bug(String name, String as, Product product) {
        return Arguments.of(Named.of(name, product), as);
    }

    /** Reads another event than came in. */
    private static Product seeing(Consumer<JsonNode> change) {
        return new Product() {
            @Override
            public Reading read(JsonNode event) {
                JsonNode seen = event.deepCopy();
                change.accept(seen);
                return FindingReader.read(seen);
            }
        };
    }

    private static Product changingIds(String what, String into) {
        String pointer = "/detail/resource/instanceDetails/instanceId";
        return seeing(event -> put(event, pointer, event.at(pointer).asText().replaceAll(what, into)));
    }

    private static Product throwing() {
        return new Product() {
            @Override
            public Reading read(JsonNode event) {
                return FindingReader.read((ObjectNode) event);
            }
        };
    }

    private static Product withoutDoubts() {
        return new Product() {
            @Override
            public Decision decide(Answer answer, Finding finding, Target target) {
                return Product.super.decide(answer, copy(finding, finding.title(), List.of()), target);
            }
        };
    }

    private static Product keeping() {
        return new Product() {
            @Override
            public Reading read(JsonNode event) {
                return FindingReader.read(event) instanceof Finding finding
                        ? copy(finding, event.path("detail").toString(), finding.doubts())
                        : FindingReader.read(event);
            }
        };
    }

    private static Finding copy(Finding it, String title, List<String> doubts) {
        return new Finding(
                it.source(),
                it.id(),
                it.arn(),
                it.type(),
                it.severity(),
                it.accountId(),
                it.region(),
                it.role(),
                it.sample(),
                it.archived(),
                it.lastActivity(),
                it.count(),
                title,
                it.targets(),
                doubts);
    }

    private static void remove(JsonNode event, String pointer) {
        Place.at(event, pointer).ifPresent(Place::remove);
    }

    private static void put(JsonNode event, String pointer, String text) {
        Place.at(event, pointer).ifPresent(place -> place.set(JsonNodeFactory.instance.textNode(text)));
    }
}
