package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class IdentityFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithASession() {
        return SingleFaults.of("session", Exploration.of(Scenes.scene("session")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAFullRole() {
        return SingleFaults.of("full-role", Exploration.of(Scenes.scene("full-role")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAKey() {
        return SingleFaults.of("key", Exploration.of(Scenes.scene("key")));
    }
}
