package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.Schedule.Deliver;
import dev.tourniquet.proof.Schedule.Trouble;
import dev.tourniquet.proof.Trials.Hit;
import dev.tourniquet.proof.Trials.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;

/** The exploration finds what is wrong on purpose, and nothing where nothing is. */
final class ExplorationFindsBugsTest {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z");

    @Test
    void findsNothingWithoutABug() {
        assertThat(violations("key", harmless("Iam", "GetUser"), new ExecutionInterceptor() {}))
                .isEmpty();
    }

    @Test
    void findsAnOutcomeThatIsRecordedWithoutAnEffect() {
        assertThat(violations("key", harmless("Iam", "GetUser"), new PretendedDeactivation()))
                .anyMatch(violation -> violation.startsWith("said [CONTAINED], but user "));
    }

    @Test
    void findsAPolicyThatDeniesOtherThanItShould() {
        ExecutionInterceptor bug = Planted.onRequest(
                PutUserPolicyRequest.class,
                put -> put.toBuilder()
                        .policyDocument(put.policyDocument().replace("iam:CreateAccessKey", "iam:CreateUser"))
                        .build());

        assertThat(violations("key", harmless("Iam", "GetUser"), bug))
                .anyMatch(violation -> violation.contains("neither as before nor as contained"));
    }

    @Test
    void findsAReleaseThatLeavesSomethingBehind() {
        ExecutionInterceptor bug = Planted.onRequest(
                DeleteUserPolicyRequest.class,
                delete -> delete.toBuilder().policyName("another").build());

        assertThat(violations("key", harmless("Iam", "GetUser"), bug))
                .anyMatch(violation -> violation.startsWith("released, user "));
    }

    @Test
    void findsAPriorStateThatALaterWriteReplaces() {
        ExecutionInterceptor bug =
                Planted.onRequest(PutItemRequest.class, ExplorationFindsBugsTest::withoutPriorStates);

        assertThat(violations("buckets", trial("S3", "PutPublicAccessBlock", Fault.KILLED_AFTER), bug))
                .anyMatch(violation -> violation.startsWith("released, bucket "));
    }

    @Test
    void findsASecondSetOfSnapshots() {
        ExecutionInterceptor blind = new ExecutionInterceptor() {
            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                return context.response() instanceof DescribeSnapshotsResponse found
                        ? found.toBuilder().snapshots(List.of()).build()
                        : context.response();
            }
        };

        assertThat(violations("instance", trial("Ec2", "CreateSnapshots", Fault.KILLED_AFTER), blind))
                .anyMatch(violation -> violation.startsWith("redriven, snapshot new 2"));
    }

    @Test
    void findsAPlanThatIsCarriedOutBeforeAnybodySaidYes() {
        try (Approvals approvals = new Approvals(Scenes.scene("session"))) {
            Trial harmless = approvals.all().stream()
                    .filter(trial -> trial.fault() == Fault.THROTTLED_ONCE)
                    .findFirst()
                    .orElseThrow();

            assertThat(approvals.violations(harmless)).isEmpty();
            assertThat(approvals.configure(Map.of("TOURNIQUET_MODE", "enforce")).violations(harmless))
                    .anyMatch(violation -> violation.startsWith("before anybody said yes, "));
        }
    }

    @Test
    void findsACutOffThatMovesBack() {
        AtomicInteger puts = new AtomicInteger();

        assertThat(violations(
                        "session",
                        trial("Iam", "PutRolePolicy", Fault.KILLED_AFTER),
                        earlier(() -> Duration.ofMinutes(10L * puts.incrementAndGet()))))
                .anyMatch(violation -> violation.contains(": cut off at "));
    }

    @Test
    void findsACutOffBeforeTheActivityThatItIsFor() {
        try (Schedules schedules = new Schedules(Scenes.scene("schedules/sessions"))) {
            Schedule once = new Schedule(1, List.of(new Deliver(0, false, Trouble.NONE)));

            assertThat(schedules.violations(once)).isEmpty();
            assertThat(schedules.plant(earlier(() -> Duration.ofMinutes(10))).violations(once))
                    .anyMatch(violation -> violation.contains("before the activity"));
        }
    }

    private static ExecutionInterceptor earlier(Supplier<Duration> by) {
        return Planted.onRequest(
                PutRolePolicyRequest.class,
                put -> put.toBuilder()
                        .policyDocument(TIME.matcher(put.policyDocument())
                                .replaceAll(cutOff -> Instant.parse(cutOff.group())
                                        .minus(by.get())
                                        .toString()))
                        .build());
    }

    @Test
    void findsAnInterfaceThatIsLeftInTheOpenGroup() {
        assertThat(violations("instance-with-everything", harmless("Ec2", "DescribeInstances"), new LeftOpen()))
                .anyMatch(violation -> violation.contains("groups: [tourniquet-connection-cut]"));
    }

    private static Exploration ofKey;

    @BeforeAll
    static void open() {
        ofKey = Exploration.of(Scenes.scene("key"));
    }

    @AfterAll
    static void close() {
        ofKey.close();
    }

    private static List<String> violations(String scene, Trial trial, ExecutionInterceptor bug) {
        if (scene.equals("key")) {
            List<String> violations = ofKey.plant(bug).violations(trial);
            ofKey.weed();
            return violations;
        }
        try (Exploration exploration = Exploration.of(Scenes.scene(scene))) {
            return exploration.plant(bug).violations(trial);
        }
    }

    private static Trial harmless(String service, String operation) {
        return trial(service, operation, Fault.THROTTLED_ONCE);
    }

    private static Trial trial(String service, String operation, Fault fault) {
        return new Trial("", List.of(new Hit(new Call(service, operation, 1), fault)));
    }

    /** All but the first write of a case take the state that a step brings about for the one before. */
    private static PutItemRequest withoutPriorStates(PutItemRequest put) {
        if (put.item().get("version").n().equals("1")) {
            return put;
        }
        ObjectNode document = Json.read(put.item().get("document").s(), ObjectNode.class);
        for (JsonNode step : document.path("plan").path("steps")) {
            ((ObjectNode) step).set("before", step.path("after"));
        }
        Map<String, AttributeValue> item = new HashMap<>(put.item());
        item.put("document", AttributeValue.fromS(Json.write(document)));
        return put.toBuilder().item(item).build();
    }
}
