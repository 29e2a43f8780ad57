package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One response on one target over time.
 *
 * @param id who this is
 * @param version counts the writes of this case; a write names the version it is based on
 * @param status where it stands
 * @param findingIds the findings that led here, the latest last, at most {@value #FINDINGS_KEPT}
 * @param plan what is done, with the state before; the first prior state of a step is never replaced
 * @param progress how far each step got, by {@link Step#key()}; a step that is not named has not run, or was released
 * @param lease who is working on it, null where nobody is
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
        Plan plan,
        Map<String, Progress> progress,
        @Nullable Lease lease,
        @Nullable Announcement announcement,
        List<Announcement> outbox,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant releasedAt,
        @Nullable Instant releasing) {

    static final int FINDINGS_KEPT = 50;
    static final int OUTBOX_KEPT = 10;

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

    public Case {
        requireNonNull(id, "id is missing");
        requireNonNull(status, "status is missing");
        requireNonNull(plan, "plan is missing");
        requireNonNull(openedAt, "openedAt is missing");
        requireNonNull(updatedAt, "updatedAt is missing");
        findingIds = List.copyOf(findingIds);
        progress = Map.copyOf(progress);
        outbox = List.copyOf(outbox);
    }

    /** A case as it is opened, before anything was changed. */
    public static Case open(CaseId id, Status status, String findingId, Plan plan, @Nullable Lease lease, Instant now) {
        return new Case(
                id, 1, status, List.of(findingId), plan, Map.of(), lease, null, List.of(), now, now, null, null);
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
        return with(version, status, plan.joinedBy(later, states), kept, lease).releasingSince(null);
    }

    /** With one more finding that led here. */
    public Case withFinding(String findingId) {
        Set<String> ids = new LinkedHashSet<>(findingIds);
        ids.remove(findingId);
        ids.add(findingId);
        return with(List.copyOf(ids), announcement, outbox, updatedAt, releasedAt);
    }

    /** With another lease. */
    public Case withLease(@Nullable Lease next) {
        return with(version, status, plan, progress, next);
    }

    /** With another plan. */
    public Case withPlan(Plan next) {
        return with(version, status, next, progress, lease);
    }

    /** With what the steps came to; earlier progress of other steps is kept. */
    public Case withProgress(Map<String, Progress> made) {
        Map<String, Progress> all = new TreeMap<>(progress);
        all.putAll(made);
        return with(version, status, plan, all, lease);
    }

    /** About to be taken back from {@code at} on: until that has ended, no step is known to be in place. */
    public Case releasing(Instant at) {
        return with(version, status, plan, Map.of(), lease).releasingSince(at);
    }

    private Case releasingSince(@Nullable Instant at) {
        return new Case(
                id,
                version,
                status,
                findingIds,
                plan,
                progress,
                lease,
                announcement,
                outbox,
                openedAt,
                updatedAt,
                releasedAt,
                at);
    }

    /** With something to tell, which also ends the work on it. */
    public Case settled(Announcement next) {
        List<Announcement> waiting = new ArrayList<>(outbox);
        waiting.add(next);
        return withLease(null).with(findingIds, next, waiting, updatedAt, releasedAt);
    }

    /** With only {@code waiting} still to tell. */
    public Case withOutbox(List<Announcement> waiting) {
        return with(findingIds, announcement, waiting, updatedAt, releasedAt);
    }

    /** Released at {@code at}; where that is not complete the case stays active, so that it can be tried again. */
    public Case released(Instant at, boolean complete, Set<String> restoredSteps) {
        Map<String, Progress> left = new TreeMap<>(progress);
        left.keySet().removeAll(restoredSteps);
        return with(version, complete ? Status.RELEASED : status, plan, left, lease)
                .with(findingIds, announcement, outbox, updatedAt, at)
                .releasingSince(null);
    }

    /** As it is written next, at {@code at}. */
    public Case nextVersion(Instant at) {
        return with(version + 1, status, plan, progress, lease).with(findingIds, announcement, outbox, at, releasedAt);
    }

    /** In place of {@code other}, an earlier case on the same target: its untold announcements and its release are kept. */
    public Case succeeding(Case other) {
        long next = id.equals(other.id()) ? other.version() : version;
        return with(next, status, plan, progress, lease)
                .with(findingIds, announcement, other.outbox(), updatedAt, other.releasedAt());
    }

    private Case with(long v, Status s, Plan p, Map<String, Progress> made, @Nullable Lease l) {
        return new Case(
                id, v, s, findingIds, p, made, l, announcement, outbox, openedAt, updatedAt, releasedAt, releasing);
    }

    private Case with(
            List<String> findings,
            @Nullable Announcement last,
            List<Announcement> waiting,
            Instant updated,
            @Nullable Instant released) {
        return new Case(
                id,
                version,
                status,
                latest(findings, FINDINGS_KEPT),
                plan,
                progress,
                lease,
                last,
                latest(waiting, OUTBOX_KEPT),
                openedAt,
                updated,
                released,
                releasing);
    }

    private static <T> List<T> latest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
