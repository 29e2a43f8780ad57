package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.proof.Trials.Hit;
import dev.tourniquet.proof.Trials.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Faults on the calls by which people are told. */
final class NotificationsTest {
    @TestFactory
    Stream<DynamicTest> loseNothingAndRepeatNoMoreThanTheyMust() {
        return DrawnFaults.of("told-session", new Notifications(Scenes.scene("told-session")));
    }

    @Test
    void areFoundLostWhereTheyAreOnRecordAsToldBeforeTheyAre() {
        assertThat(violations(Fault.KILLED_BEFORE, recorded("TELLING", "TOLD")))
                .anyMatch(violation -> violation.startsWith("no failure left the function, and of the outcome only "));
    }

    @Test
    void areFoundRepeatedWhereItIsNotPutOnRecordThatTheyWereTold() {
        assertThat(violations(Fault.THROTTLED_ONCE, recorded("TOLD", "TELLING")))
                .contains("email heard of the outcome 2 times, not 1");
    }

    private static List<String> violations(Fault fault, ExecutionInterceptor bug) {
        Trial trial = new Trial("outcome", List.of(new Hit(new Call("Sns", "Publish", 1), fault)));
        try (Notifications notifications = new Notifications(Scenes.scene("told-session"))) {
            assertThat(notifications.violations(trial)).isEmpty();
            return notifications.plant(bug).violations(trial);
        }
    }

    private static ExecutionInterceptor recorded(String state, String instead) {
        return Planted.onRequest(PutItemRequest.class, put -> {
            Map<String, AttributeValue> item = new HashMap<>(put.item());
            item.computeIfPresent(
                    "state", (_, value) -> value.s().equals(state) ? AttributeValue.fromS(instead) : value);
            return put.toBuilder().item(item).build();
        });
    }
}
