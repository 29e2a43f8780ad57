package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.SelfTestFailed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the self-test passes in the function's role, and what of it. */
final class SelfTestTest extends InWorld {
    private static final String[] READS = {"iam:GetUser", "iam:GetUserPolicy", "iam:ListAccessKeys"};

    private JsonNode test() {
        return world.order("self-test").path("selfTest");
    }

    @Test
    void asksWhatAPlanAsksAndChangesNothingButItsItem() {
        world.runAs(READS);

        JsonNode passed = test();

        assertThat(texts(passed.path("reads"))).containsExactly(READS);
        assertThat(passed.path("found").asText()).startsWith("there is no user tourniquet-self-test");
        assertThat(world.faults.calls())
                .filteredOn(call -> !call.matches("(Get|List|Query).*"))
                .containsExactly("PutItem");
    }

    @Test
    void leavesAUserAloneWhoBearsTheNameByChance() {
        world.user("tourniquet-self-test");

        assertThat(test().path("found").asText()).contains("is another user here");
        assertThat(world.policies("tourniquet-self-test")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("READS")
    void failsAndNamesTheActionThatTheRoleLacks(String lacking) {
        world.runAs(Stream.of(READS).filter(read -> !read.equals(lacking)).toArray(String[]::new));

        assertThatThrownBy(this::test)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining(lacking + " on ")
                .hasMessageContaining("refuses " + lacking);
        assertThat(world.faults.calls()).doesNotContain("PutItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Query", "PutItem"})
    void failsWhereTheLedgerRefuses(String operation) {
        world.faults.answer(operation, 400, "AccessDeniedException", 1);

        assertThatThrownBy(this::test)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining("dynamodb:" + operation + " on tourniquet-ledger: AccessDeniedException");
    }
}
