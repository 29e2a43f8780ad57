package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.engine.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ConversationsTest {
    private static final Report CONTAINED = Reports.of(Kind.CONTAINED);
    private static final Report FAILED = Reports.of(Kind.FAILED);

    private final InMemoryRecords records = new InMemoryRecords();
    private final List<String> told = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private Instant now = Reports.NIGHT;
    private RuntimeException failure = null;

    private final Channel channel = new Channel() {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Optional<Grouping> groupingOf(Announcement announcement) {
            return Optional.of(Grouping.forPeople(announcement));
        }

        @Override
        public void tell(Announcement announcement, int untold) {
            if (failure != null) {
                throw failure;
            }
            told.add(announcement.id());
            counts.add(untold);
        }
    };

    @Test
    void tellsARecurrenceOnceAndCountsItInTheNextMessage() {
        for (int i = 0; i < 5; i++) {
            take(later(CONTAINED, i));
        }
        assertThat(told).hasSize(1);

        take(later(FAILED, 6));

        assertThat(told).hasSize(2);
        assertThat(counts).containsExactly(0, 4);
    }

    @Test
    void tellsTheSameOutcomeAgainAfterADay() {
        take(CONTAINED);
        now = now.plus(Duration.ofHours(23));
        take(later(CONTAINED, 100));
        now = now.plus(Duration.ofHours(1));
        take(later(CONTAINED, 200));

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void tellsAGraverFindingOfTheSameCaseAndCountsALesserOne() {
        take(CONTAINED);
        take(later(Reports.ofSeverity(CONTAINED, 5), 1));
        take(later(Reports.ofSeverity(CONTAINED, 9), 2));

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void tellsAFailureThatIsTriedAgainApartFromOneThatIsNot() {
        take(Reports.retrying(FAILED));
        take(later(Reports.retrying(FAILED), 1));
        take(later(FAILED, 2));

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void tellsOfEachPlanThatWaits() {
        Report waiting = Reports.of(Kind.AWAITING_APPROVAL);
        take(waiting);
        take(later(Reports.withPlan(waiting, "ffffffffffffffffffff"), 1));

        assertThat(told).hasSize(2);
    }

    @Test
    void doesNotTellWhatIsOvertakenByWhatWasTold() {
        take(later(CONTAINED, 60));
        take(FAILED);

        assertThat(told).hasSize(1);
    }

    @Test
    void tellsADuplicateOnceEvenAfterADay() {
        take(CONTAINED);
        now = now.plus(Duration.ofDays(3));
        take(CONTAINED);

        assertThat(told).hasSize(1);
    }

    @Test
    void countsADuplicateOfARepetitionOnce() {
        take(CONTAINED);
        take(later(CONTAINED, 1));
        take(later(CONTAINED, 1));
        take(later(FAILED, 2));

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void tellsAfterAFailureWhateverComesFirst() {
        failure = new NotDelivered("no");
        assertThatThrownBy(() -> take(CONTAINED)).isSameAs(failure);
        failure = null;

        take(later(CONTAINED, 1));
        take(CONTAINED);

        assertThat(told)
                .containsExactly(Reports.announcement(later(CONTAINED, 1)).id());
    }

    @Test
    void keepsTheCountWhereTellingFails() {
        take(CONTAINED);
        take(later(CONTAINED, 1));
        failure = new NotDelivered("no");
        assertThatThrownBy(() -> take(later(FAILED, 2))).isSameAs(failure);
        failure = null;
        take(later(FAILED, 2));

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void takesOverFromAWorkerThatDiedAndWaitsForOneThatMayLive() {
        Announcement announcement = Reports.announcement(CONTAINED);
        Grouping grouping = Grouping.forPeople(announcement);
        records.put("test", grouping, DeliveryRecord.first(announcement, grouping, "dead", now));

        assertThat(take(later(CONTAINED, 1))).isTrue();
        assertThat(now).isEqualTo(Reports.NIGHT.plus(DeliveryRecord.PATIENCE));
    }

    @Test
    void takesOverFromItselfAtOnce() {
        Announcement announcement = Reports.announcement(CONTAINED);
        Grouping grouping = Grouping.forPeople(announcement);
        records.put("test", grouping, DeliveryRecord.first(announcement, grouping, "worker", now));

        assertThat(take(CONTAINED)).isTrue();
        assertThat(now).isEqualTo(Reports.NIGHT);
    }

    @Test
    void saysThatACountIsALowerBoundAndDoesNotGrowForEver() {
        for (int i = 0; i < 300; i++) {
            take(later(CONTAINED, i));
        }
        take(later(FAILED, 400));

        assertThat(counts).containsExactly(0, DeliveryRecord.MOST_UNTOLD);
        assertThat(Wording.of(new Announced.Outcome(FAILED), DeliveryRecord.MOST_UNTOLD)
                        .sections())
                .anySatisfy(section -> assertThat(section.lines()).anyMatch(line -> line.startsWith("At least 200 ")));
    }

    @Test
    void tellsEachReleaseForItself() {
        for (int i = 0; i < 2; i++) {
            take(Reports.announcement(Reports.event(Reports.release(i == 1))));
        }
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsOnceHoweverManyAreAtItAtOnce() throws Exception {
        int workers = 8;
        CountDownLatch ready = new CountDownLatch(workers);
        List<Future<Boolean>> running = new ArrayList<>();
        Announcement announcement = Reports.announcement(CONTAINED);
        try (var threads = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < workers; i++) {
                String worker = "worker-" + i;
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return new Conversations(records, () -> Reports.NIGHT, pause -> Thread.onSpinWait())
                            .take(channel, announcement, Grouping.forPeople(announcement), worker);
                }));
            }
        }
        assertThat(running).allMatch(Future::isDone);
        assertThat(told).hasSize(1);
    }

    private boolean take(Report report) {
        return take(Reports.announcement(report));
    }

    private boolean take(Announcement announcement) {
        return new Conversations(records, () -> now, pause -> now = now.plus(pause))
                .take(channel, announcement, Grouping.forPeople(announcement), "worker");
    }

    private static Report later(Report report, int seconds) {
        return Reports.at(report, Reports.NIGHT.plusSeconds(seconds));
    }
}
