package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class InstanceFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAnInstance() {
        return DrawnFaults.of("instance", Exploration.of(Scenes.scene("instance")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAnInstanceInStandby() {
        return DrawnFaults.of("instance-in-standby", Exploration.of(Scenes.scene("instance-in-standby")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithAnInstanceThatHasEverything() {
        return DrawnFaults.of("instance-with-everything", Exploration.of(Scenes.scene("instance-with-everything")));
    }
}
