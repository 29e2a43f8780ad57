package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class KeySchedulesTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithTheKeysOfAUser() {
        return DrawnSchedules.of("keys", 130);
    }
}
