package dev.tourniquet.proof;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class BucketFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithBuckets() {
        return SingleFaults.of("buckets", Exploration.of(Scenes.scene("buckets")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWithTheAccount() {
        return SingleFaults.of("account", Exploration.of(Scenes.scene("account")));
    }
}
