package dev.tourniquet.engine;

import dev.tourniquet.control.Controls;
import dev.tourniquet.control.Limits;
import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.decision.Modes;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Order;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine over a {@link World}, with a clock that stands still unless told, and everything it said. */
final class Bench {
    static final CaseId CASE = new CaseId("isolate-instance", "i-0123456789abcdef0", 1);
    /** All that is read before anything is decided, at once. */
    static final List<String> READS = List.of("plan", "ledger latest", "switches", "ledger tally isolate-instance");

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

    /** The limit of each scope, as often as it was told. */
    final List<String> limited = new ArrayList<>();

    final List<SelfTest> selfTests = new ArrayList<>();

    /** What a self-test is to have seen. */
    final List<String> answered = new ArrayList<>(List.of("ec2:DescribeInstances"));

    final List<CallFailed> unanswered = new ArrayList<>();

    @Nullable
    String slate;

    final List<SwitchReport> switched = new ArrayList<>();
    Limits limits = new Limits(Limits.MOST, Limits.MOST, List.of());
    Mode mode = Mode.ENFORCE;
    Set<Order.Kind> orders = Set.of(Order.Kind.values());
    Instant now = START;
    boolean busIsDown;

    List<Result> deliver(Finding finding) {
        return deliver(finding, "request-1", mode);
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

    Result approve(String planHash) {
        return engine(Mode.APPROVE)
                .approver()
                .approve(new ApprovalRequest(CASE.toString(), planHash, "alice"), worker("approve"));
    }

    Orderer.Carried order(Order order) {
        return engine(mode).orderer().carryOut(order, worker("order " + order.at()));
    }

    Result retry() {
        return engine(mode).responder().retry(CASE.toString(), worker("retry"));
    }

    SelfTest selfTest() {
        return engine(mode).selfTester().run(worker("self-test"));
    }

    SwitchReport set(Switches.Name name, boolean on) {
        return engine(mode).switcher().set(name, on, "alice", "incident 7", worker("switch"));
    }

    Engine engine(Mode mode) {
        Decider decider =
                new Decider("123456789012", "us-east-1", Modes.of(mode), List.of("Trojan:EC2/", "Execution:Runtime/"));
        Controls controls = new Controls(decider, limits, Controls.FOUR_HOURS, orders);
        return Engine.of(
                world,
                controls,
                new Engine.Ports(
                        new Watched(),
                        new Switched(),
                        this::publish,
                        new Notes(),
                        this::pause,
                        new Seeing(),
                        new Kept()));
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
        public Written write(Case next, boolean fresh, List<Tally> counted) {
            Written[] done = new Written[1];
            String call = fresh ? "ledger create" : "ledger replace";
            world.call(call, () -> done[0] = store.write(next, fresh, counted));
            return done[0];
        }

        @Override
        public Tally tally(String scope) {
            world.call("ledger tally " + scope, () -> {});
            return store.tally(scope);
        }

        @Override
        public boolean replace(Tally next) {
            world.call("ledger reached " + next.scope(), () -> {});
            return store.replace(next);
        }

        @Override
        public Iterable<Case> listed(String response, Case.Status status) {
            return store.listed(response, status);
        }

        @Override
        public List<CaseId> unpublished(int limit) {
            return store.unpublished(limit);
        }
    }

    private final class Switched implements Switchboard {
        @Override
        public Switches switches(String response) {
            world.call("switches", () -> {});
            return store.switches(response);
        }

        @Override
        public boolean replace(String response, Switches next) {
            world.call("switch", () -> {});
            return store.replace(response, next);
        }
    }

    private final class Seeing implements CallWatch {
        @Override
        public <T> Seen<T> during(Supplier<T> work) {
            return new Seen<>(work.get(), answered, unanswered);
        }
    }

    private final class Kept implements Slate {
        @Override
        public Optional<String> read(String response) {
            world.call("slate read", () -> {});
            return Optional.ofNullable(slate);
        }

        @Override
        public void write(String response, String text) {
            world.call("slate write", () -> slate = text);
        }
    }

    private final class Notes implements Journal {
        @Override
        public void selfTested(SelfTest passed) {
            selfTests.add(passed);
        }

        @Override
        public void limited(String scope, int limit) {
            limited.add(scope + " " + limit);
        }

        @Override
        public void switched(SwitchReport report) {
            switched.add(report);
        }

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
