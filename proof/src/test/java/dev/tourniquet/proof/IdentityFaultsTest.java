package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class IdentityFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithASession() {
        return DrawnFaults.of("session", Exploration.of(Scenes.scene("session")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAFullRole() {
        return DrawnFaults.of("full-role", Exploration.of(Scenes.scene("full-role")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAKey() {
        return DrawnFaults.of("key", Exploration.of(Scenes.scene("key")));
    }
}
