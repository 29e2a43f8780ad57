package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponderTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void containsVerifiesPreservesRecordsAndSaysSo() {
        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.residualRisks()).containsExactly("dns");
        assertThat(report.willRetry()).isFalse();
        assertThat(report.timeToContainMillis()).isNotNull();
        assertThat(world.resources.values()).containsOnly(World.CUT);
        assertThat(bench.bus).extracting(Announcement::detailType).containsExactly(Announcement.OUTCOME);
        assertThat(bench.bus.getFirst().detail().path("caseId").asText()).isEqualTo(Bench.CASE.toString());
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.stored().outbox()).isEmpty();
        assertThat(bench.stored().lease()).isNull();
        assertThat(bench.stored().unfinished()).isEmpty();
    }

    @Test
    void writesAheadCutsBeforeItReadsAnythingElseItChangesAndPreservesLast() {
        bench.deliver(finding);

        assertThat(world.calls.subList(0, 2)).containsExactlyInAnyOrder("plan", "ledger latest");
        assertThat(world.calls.get(2)).isEqualTo("ledger create");
        assertThat(world.calls).containsSubsequence("ledger create", "apply nic-1", "apply group", "apply disk");
        assertThat(world.calls).containsSubsequence("read group", "ledger replace", "apply group");
        assertThat(world.calls).containsSubsequence("read disk", "ledger replace", "apply disk");
        assertThat(world.calls).containsSubsequence("holds nic-2", "apply disk", "holds disk", "ledger replace");
    }

    @Test
    void recordsTheStateBeforeOfEveryStep() {
        bench.deliver(finding);

        assertThat(bench.stored().plan().steps())
                .extracting(step -> step.resource() + "=" + step.before().textValue())
                .containsExactly("nic-1=app", "nic-2=db", "group=in-service", "disk=unprotected");
    }

    @Test
    void findsASecondDeliveryAlreadyContainedAndChangesNothing() {
        bench.deliver(finding);
        world.calls.clear();

        Report second =
                bench.deliver(finding, "request-2", Mode.ENFORCE).getFirst().report();

        assertThat(second.outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(second.caseId()).isEqualTo(Bench.CASE.toString());
        assertThat(world.calls).containsExactlyInAnyOrder("plan", "ledger latest");
        assertThat(bench.stored().id().generation()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstPriorStateWhenSomebodyUndidTheContainmentByHand() {
        bench.deliver(finding);
        world.resources.put("nic-1", "by-hand");

        Report again = bench.deliver(Bench.finding("finding-2", null), "request-2", Mode.ENFORCE)
                .getFirst()
                .report();

        assertThat(again.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(world.resources.get("nic-1")).isEqualTo(World.CUT);
        assertThat(bench.stored().plan().steps().getFirst().before().textValue())
                .isEqualTo("app");
        assertThat(bench.stored().findingIds()).containsExactly("finding-1", "finding-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "ledger create", "apply nic-1", "apply group", "holds nic-2", "apply disk"})
    void resumesWhatACrashBrokeOffWithoutLosingTheStateBefore(String where) {
        world.after = call -> {
            if (call.equals(where)) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding)).isNotNull();
        world.after = call -> {};

        Report resumed = bench.deliver(finding).getFirst().report();

        assertThat(resumed.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(resumed.residualRisks()).containsExactly("dns");
        assertThat(world.resources.values()).containsOnly(World.CUT);
        bench.release(Bench.CASE);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void leavesACaseToTheDeliveryThatIsAtWorkOnItUntilItsLeaseExpires() {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding, "crashed", Mode.ENFORCE))
                .isNotNull();
        world.after = call -> {};

        assertThatThrownBy(() -> bench.deliver(finding, "other", Mode.ENFORCE)).isInstanceOf(RetryLater.class);
        bench.now = bench.now.plus(Duration.ofMinutes(3));
        assertThat(bench.deliver(finding, "other", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void changesNothingWhereTheCaseCannotBeRecorded() {
        world.fail("ledger create", CallFailed.Kind.DENIED);

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(world.resources).isEqualTo(new World().resources);
        assertThat(bench.journal).extracting(Report::outcome).containsExactly(Outcome.Kind.FAILED);
    }

    @Test
    void doesNotChangeWhatItCouldNotReadBefore() {
        world.fail("read group", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(world.resources.get("group")).isEqualTo("in-service");
        assertThat(world.resources.get("nic-1")).isEqualTo(World.CUT);
        assertThat(report.reasons()).singleElement().asString().contains("group", "ec2:read-group");
    }

    @Test
    void saysPartialAndNamesTheCallWhereOneStepIsDenied() {
        world.fail("apply nic-2", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.reasons()).singleElement().asString().contains("nic-2", "ec2:apply-nic-2", "DENIED");
        assertThat(report.nextSteps()).anyMatch(step -> step.contains("ec2:apply-nic-2"));
        assertThat(report.willRetry()).isFalse();
    }

    @Test
    void saysFailedWhereTheLiveStateCannotBeRead() {
        world.fail("plan", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(report.reasons()).singleElement().asString().contains("nothing was changed", "ec2:plan");
        assertThat(bench.stored().status()).isEqualTo(Case.Status.CLOSED);
        assertThat(bench.bus).hasSize(1);
    }

    @Test
    void asksForAnotherDeliveryWhereACallFailedInPassing() {
        world.fail("apply nic-2", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("nic-2");
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().willRetry()).isTrue();
        assertThat(bench.finished).isEmpty();

        world.before = call -> {};
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.finished).containsExactly(finding);
    }

    @Test
    void neverClaimsWhatTheReadBackDoesNotShow() {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                world.resources.put("nic-1", "somebody else's");
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().reasons())
                .singleElement()
                .asString()
                .contains("nic-1", "read back");
    }

    @Test
    void namesWhatCameToTheTargetAfterThePlan() {
        world.gaps = List.of("nic-3 was attached meanwhile");

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().reasons()).anyMatch(reason -> reason.contains("nic-3"));
    }

    @Test
    void staysContainedButNamesTheEvidenceThatCouldNotBeKept() {
        world.fail("apply disk", CallFailed.Kind.REJECTED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("not preserved")
                .contains("disk");
    }

    @Test
    void planOnlyInADryRunAndShowsTheStatesThatALiveRunReadsLater() {
        Result result = bench.deliver(finding, "request-1", Mode.OBSERVE).getFirst();

        assertThat(result.report().outcome()).isEqualTo(Outcome.Kind.DRY_RUN);
        assertThat(result.plan().steps()).allMatch(step -> step.before() != null);
        assertThat(world.calls).noneMatch(call -> call.startsWith("apply") || call.startsWith("ledger"));
        assertThat(bench.store.latest(Bench.CASE.series())).isEmpty();
    }

    @Test
    void leavesThePlanForAContainerHostToAPerson() {
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));

        Report report = bench.deliver(container).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.WAITING);
        assertThat(bench.stored().plan().isEmpty()).isFalse();
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void recordsARefusalAndContainsOnceTheReasonIsGone() {
        world.planning = new Planning.Refused("service-linked", List.of("ask the service"));
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.CLOSED);

        world.planning = null;
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
    }

    @Test
    void leavesAnActiveCaseAloneWhenItsTargetHasGone() {
        bench.deliver(finding);
        world.planning = new Planning.NothingToDo("terminated");

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.NOTHING_TO_DO);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.stored().plan().isEmpty()).isFalse();
    }

    @Test
    void aFailedPublicationFailsNothingAndIsMadeUpForByTheNextDelivery() {
        bench.busIsDown = true;
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.store.unpublished(10)).hasSize(1);
        assertThat(bench.troubles).singleElement().asString().contains("events:PutEvents");

        bench.busIsDown = false;
        bench.deliver(finding);
        assertThat(bench.store.unpublished(10)).isEmpty();
        assertThat(bench.bus.getFirst().detail().path("outcome").asText()).isEqualTo("CONTAINED");
    }

    @Test
    void containsAtOnceWhatChangedWhileAnOutcomeWaitedToBePublished() {
        bench.busIsDown = true;
        bench.deliver(Bench.finding("finding-1", Bench.START));
        bench.busIsDown = false;
        bench.world.resources.put("nic-1", "app");

        List<Result> results = bench.deliver(Bench.finding("finding-2", Bench.START));

        assertThat(results.getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.world.resources).containsEntry("nic-1", World.CUT);
        assertThat(bench.bus).hasSize(2);
        assertThat(bench.stored().outbox()).isEmpty();
    }

    @Test
    void dealsWithEveryTargetWhateverBecameOfTheFirst() {
        Finding two = Bench.finding(
                "f", null, List.of(new Target.Instance("i-00000000", false), new Target.Instance("i-11111111", true)));
        world.fail("apply nic-1", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> bench.deliver(two)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal).extracting(Report::target).containsExactly("i-00000000", "i-11111111");
    }

    @Test
    void dealsWithEveryTargetEvenIfTheFirstMeetsABug() {
        Finding two = Bench.finding(
                "f", null, List.of(new Target.Instance("i-00000000", false), new Target.Instance("i-11111111", true)));
        world.before = call -> {
            if (call.equals("apply nic-1")) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThatThrownBy(() -> bench.deliver(two)).hasMessageContaining("a bug");
        assertThat(bench.journal).extracting(Report::target).containsExactly("i-11111111");
    }

    @Test
    void finishesNothingInAnAccountThatIsObservedOrForAFindingThatNeedsAPerson() {
        world.fail("apply disk", CallFailed.Kind.DENIED);
        bench.deliver(finding);
        world.before = call -> {};
        world.calls.clear();
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));

        bench.deliver(container, "request-2", Mode.ENFORCE);
        bench.deliver(container, "request-3", Mode.OBSERVE);

        assertThat(world.calls).noneMatch(call -> call.startsWith("apply"));
    }

    @Test
    void doesNotCarryOutByAnotherFindingWhatWaitsForAPerson() {
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));
        bench.deliver(container);

        Report plain = bench.deliver(finding).getFirst().report();

        assertThat(plain.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void keepsAPlanThatWaitsWhereTheNextDeliveryFails() {
        bench.deliver(Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true))));
        world.fail("plan", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.WAITING);
    }

    @Test
    void saysAlreadyContainedWhereARecurrenceOnlyTriesTheEvidenceAgain() {
        world.fail("apply disk", CallFailed.Kind.REJECTED);
        bench.deliver(finding);

        Report again =
                bench.deliver(finding, "request-2", Mode.ENFORCE).getFirst().report();

        assertThat(again.outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(again.timeToContainMillis()).isNull();
        assertThat(again.reasons()).singleElement().asString().contains("not preserved");
    }

    @Test
    void measuresFromTheFirstAttemptWhatACrashBrokeOff() {
        world.after = call -> {
            if (call.equals("ledger create")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding)).isNotNull();
        world.after = call -> {};
        bench.now = bench.now.plusSeconds(90);

        assertThat(bench.deliver(finding).getFirst().report().timeToContainMillis())
                .isEqualTo(90_000);
    }

    @Test
    void joinsTheStatesOfAStepThatAddsUpAndReadsThemAgain() {
        bench.deliver(finding);
        world.resources.put("nic-1", "by-hand");
        world.resources.put("group", "joined-again");

        bench.deliver(Bench.finding("finding-2", null), "request-2", Mode.ENFORCE);

        assertThat(world.resources).containsEntry("group", World.CUT);
        assertThat(bench.stored().plan().steps())
                .filteredOn(step -> step.resource().equals("group"))
                .singleElement()
                .satisfies(step -> assertThat(step.before().textValue()).isEqualTo("in-service+joined-again"));
    }

    @Test
    void recordsTheOutcomeWhileThereIsTimeAndLeavesEvidenceToAnotherDelivery() {
        world.after = call -> {
            if (call.equals("holds nic-2")) {
                bench.now = bench.now.plusSeconds(100);
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);

        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.journal.getFirst().reasons())
                .singleElement()
                .asString()
                .contains("no time", "disk");
        assertThat(bench.stored().announcement()).isNotNull();
        world.after = call -> {};
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(bench.stored().unfinished()).isEmpty();
    }

    @Test
    void tellsInTheEndEverythingThatCouldNotBeToldAtOnce() {
        bench.busIsDown = true;
        world.planning = new Planning.Refused("service-linked", List.of());
        bench.deliver(finding);
        world.planning = null;
        bench.deliver(finding);
        bench.release(Bench.CASE);
        assertThat(bench.bus).isEmpty();

        bench.busIsDown = false;
        new Settlement(bench.store, bench.bus::add, bench.silence())
                .publishPending(10, bench.worker("schedule", bench.now.plusSeconds(61)));

        assertThat(bench.bus)
                .extracting(told -> told.detail().path("outcome").asText(told.detailType()))
                .containsExactly("REFUSED", "CONTAINED", Announcement.RELEASE);
    }

    @Test
    void saysThatItDoesNotKnowWhereTheLedgerFailsAfterTheCut() {
        int[] writes = new int[1];
        world.before = call -> {
            if (call.equals("ledger replace") && ++writes[0] == 2) {
                throw new CallFailed("dynamodb:PutItem", "table", "Throttled", CallFailed.Kind.RETRYABLE, null);
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal).singleElement().satisfies(report -> {
            assertThat(report.willRetry()).isTrue();
            assertThat(report.caseId()).isEqualTo(Bench.CASE.toString());
        });
    }

    @Test
    void namesInADryRunWhatALiveRunCouldNotRead() {
        world.fail("read group", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding, "r", Mode.OBSERVE).getFirst().report().reasons())
                .anyMatch(reason -> reason.contains("ec2:read-group"));
    }

    @Test
    void skipsAFindingWithoutATargetOfThisResponseAndSaysWhy() {
        Finding other =
                Bench.finding("f", null, List.of(new Target.Unsupported("EKSCluster", "-", "not contained here")));

        Report report = bench.deliver(other).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(report.target()).isEqualTo("-");
        assertThat(report.reasons()).containsExactly("EKSCluster: not contained here");
        assertThat(bench.bus).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void touchesNothingForASample(Mode mode) {
        Finding sample = new Finding(
                Source.GUARDDUTY,
                "f",
                "Trojan:EC2/DropPoint",
                9,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                true,
                false,
                null,
                1,
                "",
                finding.targets());

        assertThat(bench.deliver(sample, "r", mode).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(world.calls).isEmpty();
    }
}
