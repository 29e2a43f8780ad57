package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import dev.tourniquet.text.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One response on one target over time.
 *
 * @param id who this is
 * @param version counts the writes of this case; a write names the version it is based on
 * @param status where it stands
 * @param findingIds the findings that led here, the latest last, at most {@value #FINDINGS_KEPT}
 * @param trigger the latest of them, as it was read, and its target; null in a case that an earlier version wrote
 * @param plan what is done, with the state before; the first prior state of a step is never replaced
 * @param progress how far each step got, by {@link Step#key()}; a step that is not named has not run, or was released
 * @param lease who is working on it, null where nobody is
 * @param approval what a person was asked about last, null where nobody was asked
 * @param history what happened to it, the oldest first: the first {@value #BEGINNINGS_KEPT} entries and the latest {@value
 *     #ENTRIES_KEPT}
 * @param announcement what was said of it last, null where nothing yet
 * @param outbox what still has to reach the bus, the oldest first, at most {@value #OUTBOX_KEPT}
 * @param openedAt when it was opened
 * @param updatedAt when it was last written
 * @param releasedAt when the target was last released, in this generation or an earlier one; null where it never was
 * @param releasing when a release began that has not ended; null where none has
 */
public record Case(
        CaseId id,
        long version,
        Status status,
        List<String> findingIds,
        @Nullable Trigger trigger,
        Plan plan,
        Map<String, Progress> progress,
        @Nullable Lease lease,
        @Nullable Approval approval,
        @Nullable List<Entry> history,
        @Nullable Announcement announcement,
        List<Announcement> outbox,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant releasedAt,
        @Nullable Instant releasing) {

    static final int FINDINGS_KEPT = 50;
    static final int OUTBOX_KEPT = 10;
    static final int BEGINNINGS_KEPT = 10;
    static final int ENTRIES_KEPT = 40;

    /** Where a case stands. */
    public enum Status {
        /** Opened before the first change; there is, or may be, something to release. */
        ACTIVE,
        /** A plan that waits for a person, for what one finding said or lacked; nothing was changed. */
        WAITING,
        /** A plan that waits for a person, for what the target is; later findings on it wait, too. Nothing was changed. */
        HELD,
        /** Ended without a change. */
        CLOSED,
        /** Taken back. */
        RELEASED
    }

    /** How far a step got. */
    public enum Progress {
        /** Read back and in place. */
        VERIFIED,
        /** Carried out, but the read-back did not show it. */
        UNVERIFIED,
        /** A call failed. */
        FAILED
    }

    /** The right to work on a case until {@code until}; a crash leaves it to expire. */
    public record Lease(String owner, Instant until) {
        public Lease {
            requireNonNull(owner, "a lease has no owner");
            requireNonNull(until, "a lease has no end");
        }
    }

    /** The finding that led to what is planned, and which of its targets this is about. */
    public record Trigger(Finding finding, Target target) {
        public Trigger {
            requireNonNull(finding, "a trigger has no finding");
            requireNonNull(target, "a trigger has no target");
        }
    }

    /**
     * A plan that a person was asked about.
     *
     * @param planHash names the plan, see {@link Plan#hash()}
     * @param askedAt when it was shown last
     * @param by who had it carried out; null while it waits
     * @param at when; null while it waits
     */
    public record Approval(
            String planHash,
            Instant askedAt,
            @Nullable String by,
            @Nullable Instant at) {
        public Approval {
            requireNonNull(planHash, "an approval names no plan");
            requireNonNull(askedAt, "an approval was never asked for");
            by = by == null ? null : PlainText.who(by);
        }

        /** That is asked for at {@code now}. */
        public static Approval of(Plan plan, Instant now) {
            return new Approval(plan.hash(), now, null, null);
        }

        /** Given. */
        public Approval givenBy(String person, Instant now) {
            return new Approval(planHash, askedAt, person, now);
        }

        /** Whether somebody had it carried out. */
        @JsonIgnore
        public boolean isGiven() {
            return by != null;
        }
    }

    public Case {
        requireNonNull(id, "id is missing");
        requireNonNull(status, "status is missing");
        requireNonNull(plan, "plan is missing");
        requireNonNull(openedAt, "openedAt is missing");
        requireNonNull(updatedAt, "updatedAt is missing");
        findingIds = List.copyOf(findingIds);
        progress = Map.copyOf(progress);
        outbox = List.copyOf(outbox);
        // A case that was written before cases had one has none.
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** A case as it is opened, before anything was changed. */
    public static Case open(CaseId id, Status status, String findingId, Plan plan, @Nullable Lease lease, Instant now) {
        return new Case(
                id,
                1,
                status,
                List.of(findingId),
                null,
                plan,
                Map.of(),
                lease,
                null,
                List.of(),
                null,
                List.of(),
                now,
                now,
                null,
                null);
    }

    /** Whether somebody other than {@code owner} is at work on it. */
    public boolean leasedByOther(String owner, Instant now) {
        return lease != null && !lease.owner().equals(owner) && lease.until().isAfter(now);
    }

    /** The steps that are not known to be in place. */
    @JsonIgnore
    public List<Step> unfinished() {
        return plan.steps().stream()
                .filter(step -> progress.get(step.key()) != Progress.VERIFIED)
                .toList();
    }

    /** With a plan made later, whose steps have to run (again). */
    public Case joinedBy(Plan later, Plan.Joining states) {
        Map<String, Progress> kept = new TreeMap<>(progress);
        later.steps().forEach(step -> kept.remove(step.key()));
        return with(draft -> {
            draft.plan = plan.joinedBy(later, states);
            draft.progress = kept;
            draft.releasing = null;
        });
    }

    /** With one more finding that led here, or one of them again. */
    public Case triggeredBy(Trigger next) {
        Set<String> ids = new LinkedHashSet<>(findingIds);
        ids.remove(next.finding().id());
        ids.add(next.finding().id());
        return with(draft -> {
            draft.findingIds = latest(List.copyOf(ids), FINDINGS_KEPT);
            draft.trigger = next;
        });
    }

    /** With another lease. */
    public Case withLease(@Nullable Lease next) {
        return with(draft -> draft.lease = next);
    }

    /** With another plan. */
    public Case withPlan(Plan next) {
        return with(draft -> draft.plan = next);
    }

    /** With what the steps came to; earlier progress of other steps is kept. */
    public Case withProgress(Map<String, Progress> made) {
        Map<String, Progress> all = new TreeMap<>(progress);
        all.putAll(made);
        return with(draft -> draft.progress = all);
    }

    /** About to be taken back from {@code at} on: until that has ended, no step is known to be in place. */
    public Case releasing(Instant at) {
        return with(draft -> {
            draft.progress = Map.of();
            draft.releasing = at;
        });
    }

    /** With what a person was asked, or answered. */
    public Case withApproval(@Nullable Approval next) {
        return with(draft -> draft.approval = next);
    }

    /** With one more line of history. */
    public Case noting(Entry entry) {
        List<Entry> all = new ArrayList<>(history());
        all.add(entry);
        if (all.size() > BEGINNINGS_KEPT + ENTRIES_KEPT) {
            all.remove(BEGINNINGS_KEPT);
        }
        return with(draft -> draft.history = all);
    }

    /** With {@code entry} in place of the latest line of history. */
    public Case correcting(Entry entry) {
        List<Entry> before = history().subList(0, Math.max(0, history().size() - 1));
        return with(draft -> draft.history = before).noting(entry);
    }

    /** With something to tell, which also ends the work on it. */
    public Case settled(Announcement next) {
        List<Announcement> waiting = new ArrayList<>(outbox);
        waiting.add(next);
        return with(draft -> {
            draft.lease = null;
            draft.announcement = next;
            draft.outbox = latest(waiting, OUTBOX_KEPT);
        });
    }

    /** With only {@code waiting} still to tell. */
    public Case withOutbox(List<Announcement> waiting) {
        return with(draft -> draft.outbox = waiting);
    }

    /** Released at {@code at}; where that is not complete the case stays active, so that it can be tried again. */
    public Case released(Instant at, boolean complete, Set<String> restoredSteps) {
        Map<String, Progress> left = new TreeMap<>(progress);
        left.keySet().removeAll(restoredSteps);
        return with(draft -> {
            draft.status = complete ? Status.RELEASED : status;
            draft.progress = left;
            draft.releasedAt = at;
            draft.releasing = null;
        });
    }

    /** As it is written next, at {@code at}. */
    public Case nextVersion(Instant at) {
        return with(draft -> {
            draft.version = version + 1;
            draft.updatedAt = at;
        });
    }

    /** In place of {@code other}, an earlier case on the same target: its untold announcements and its release are kept. */
    public Case succeeding(Case other) {
        boolean same = id.equals(other.id());
        return with(draft -> {
            draft.version = same ? other.version() : version;
            draft.history = same ? other.history() : history;
            draft.outbox = other.outbox();
            draft.releasedAt = other.releasedAt();
        });
    }

    /** What happened to it, the oldest first. */
    @Override
    public List<Entry> history() {
        return history == null ? List.of() : history;
    }

    private Case with(Consumer<CaseDraft> change) {
        CaseDraft draft = new CaseDraft(this);
        change.accept(draft);
        return draft.finished();
    }

    private static <T> List<T> latest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
