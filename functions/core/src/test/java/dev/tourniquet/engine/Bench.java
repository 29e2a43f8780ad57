package dev.tourniquet.engine;

import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine over a {@link World}, with a clock that stands still unless told, and everything it said. */
final class Bench {
    static final CaseId CASE = new CaseId("isolate-instance", "i-0123456789abcdef0", 1);
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final World world = new World();
    final InMemoryLedger store = new InMemoryLedger();
    final List<Announcement> bus = new ArrayList<>();
    final List<Report> journal = new ArrayList<>();
    final List<ReleaseReport> released = new ArrayList<>();
    final List<Finding> arrived = new ArrayList<>();
    final List<Finding> finished = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    /** How long it waited, each time. */
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    Instant now = START;
    boolean busIsDown;

    List<Result> deliver(Finding finding) {
        return deliver(finding, "request-1", Mode.ENFORCE);
    }

    List<Result> deliver(Finding finding, String requestId, Mode mode) {
        return engine(mode).responder().respond(finding, worker(requestId));
    }

    ReleaseReport release(CaseId id) {
        return releaseByName(id.toString());
    }

    ReleaseReport releaseByName(String id, String... options) {
        return engine(Mode.ENFORCE)
                .releaser()
                .release(new ReleaseRequest(id, "false alarm", "alice", Set.of(options)), worker("release"));
    }

    Case stored() {
        return store.find(CASE).orElseThrow();
    }

    Worker worker(String requestId) {
        return new Worker(requestId, now, now.plus(Duration.ofMinutes(2)), () -> now);
    }

    Worker worker(String requestId, Instant at) {
        return new Worker(requestId, at, at.plus(Duration.ofMinutes(2)), () -> at);
    }

    Journal silence() {
        return new Notes();
    }

    private Engine engine(Mode mode) {
        Decider decider = new Decider("123456789012", "us-east-1", mode, List.of("Trojan:EC2/", "Execution:Runtime/"));
        return Engine.of(world, decider, new Watched(), this::publish, new Notes(), this::pause);
    }

    private void pause(Duration duration) {
        pauses.add(duration);
    }

    private void publish(Announcement announcement) {
        if (busIsDown) {
            throw new CallFailed("events:PutEvents", "tourniquet", "Throttled", CallFailed.Kind.RETRYABLE, null);
        }
        bus.add(announcement);
    }

    static Finding finding(String id, @Nullable Instant lastActivity) {
        return finding(id, lastActivity, List.of(new Target.Instance("i-0123456789abcdef0", false)));
    }

    static Finding finding(String id, @Nullable Instant lastActivity, List<Target> targets) {
        return new Finding(
                Source.GUARDDUTY,
                id,
                "",
                "Trojan:EC2/DropPoint",
                8,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                false,
                false,
                lastActivity,
                1,
                "title",
                targets);
    }

    /** Ledger calls are calls of the world, too: they are ordered with the others, and can fail. */
    private final class Watched implements Ledger {
        @Override
        public Optional<Case> latest(String series) {
            world.call("ledger latest", () -> {});
            return store.latest(series);
        }

        @Override
        public Optional<Case> find(CaseId id) {
            world.call("ledger find", () -> {});
            return store.find(id);
        }

        @Override
        public boolean create(Case fresh) {
            boolean[] done = new boolean[1];
            world.call("ledger create", () -> done[0] = store.create(fresh));
            return done[0];
        }

        @Override
        public boolean replace(Case next) {
            boolean[] done = new boolean[1];
            world.call("ledger replace", () -> done[0] = store.replace(next));
            return done[0];
        }

        @Override
        public List<CaseId> unpublished(int limit) {
            return store.unpublished(limit);
        }
    }

    private final class Notes implements Journal {
        @Override
        public void arrived(Finding finding) {
            arrived.add(finding);
        }

        @Override
        public void released(ReleaseReport report) {
            released.add(report);
        }

        @Override
        public void finished(Finding finding) {
            finished.add(finding);
        }

        @Override
        public void settled(Report report) {
            journal.add(report);
        }

        @Override
        public void trouble(String what) {
            troubles.add(what);
        }
    }
}
