package dev.tourniquet.proof.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an option does is granted with the option only; what takes it back, always. */
final class WithoutOptionsTest {
    private static final String FUNCTION = "isolate-instance";

    @Test
    void theRoleMayDoWhatItsFunctionCallsAndNothingElse() {
        Account shipped = Account.asShipped();
        Set<String> granted = shipped.granted(FUNCTION);
        Set<String> unseen = Unseen.of(FUNCTION);

        try (Shown shown = new Shown(shipped.template(), Acts.ofIsolateInstanceWithoutOptions())) {
            assertThat(Grants.faults(granted, shown.actions(FUNCTION), unseen)).isEmpty();
            Explored.write(
                    FUNCTION + " as shipped",
                    granted.size() + " actions granted, "
                            + shown.actions(FUNCTION).size() + " shown by runs, " + unseen.size() + " explained");
        }
    }
}
