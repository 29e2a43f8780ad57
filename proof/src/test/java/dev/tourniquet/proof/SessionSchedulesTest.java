package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class SessionSchedulesTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithTheSessionsOfARole() {
        return DrawnSchedules.of("sessions", 80);
    }
}
