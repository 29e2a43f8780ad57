package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ActsTest {
    @Test
    void everyFunctionOfTheTemplateIsMadeToDoSomething() {
        assertThat(Account.withEveryOption().template().functions())
                .extracting(function -> function.name().substring(Account.PREFIX.length()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Acts.ofIsolateInstance().stream(), Acts.ofTheOthers().stream())
                                .map(Act::function)
                                .distinct()
                                .toList());
    }
}
