package dev.tourniquet.proof;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Faults where a person, or a limit, stands between a plan and its being carried out. */
final class ControlsFaultsTest {
    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereAPersonApproves() {
        return DrawnFaults.of("approved-session", new Approvals(Scenes.scene("session")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereAPersonApprovesTheClosingOfTheAccount() {
        return DrawnFaults.of("approved-account", new Approvals(Scenes.scene("account")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereAPersonOrdersTheRevocationOfASession() {
        return DrawnFaults.of("ordered-session", Exploration.of(Scenes.scene("ordered-session")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereAPersonOrdersTheDeactivationOfAKey() {
        return DrawnFaults.of("ordered-key", Exploration.of(Scenes.scene("ordered-key")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereAnOperatorPausesAndResumes() {
        return DrawnFaults.of("paused-session", new Switching(Scenes.scene("session")));
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingWrongWhereContainmentsAreCounted() {
        Map<String, String> limited = Map.of("TOURNIQUET_HOURLY_LIMIT", "30");
        return DrawnFaults.of("counted-key", Exploration.of(Scenes.scene("key"), limited));
    }
}
