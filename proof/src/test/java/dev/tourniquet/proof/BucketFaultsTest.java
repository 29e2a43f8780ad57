package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class BucketFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithBuckets() {
        return DrawnFaults.of("buckets", Exploration.of(Scenes.scene("buckets")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithTheAccount() {
        return DrawnFaults.of("account", Exploration.of(Scenes.scene("account")));
    }
}
