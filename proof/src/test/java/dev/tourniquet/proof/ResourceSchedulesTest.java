package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ResourceSchedulesTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithBuckets() {
        return DrawnSchedules.of("buckets", 75);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAnInstanceAndItsSession() {
        return DrawnSchedules.of("exfiltration", 8);
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAnInstanceThatTwoFindingsName() {
        return DrawnSchedules.of("instances", 7);
    }
}
