package dev.tourniquet.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.time.Instant;
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
 * @param progress how far each step got, by {@link Step#key()}; a step that is not named has not run
 * @param lease who is working on it, null where nobody is
 * @param announcement what is to be told about it, null where nothing yet
 * @param unpublished whether the announcement still has to reach the bus
 * @param openedAt when it was opened
 * @param updatedAt when it was last written
 * @param releasedAt when it was released, null where it was not
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
        boolean unpublished,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant releasedAt) {

    static final int FINDINGS_KEPT = 50;

    /** Where a case stands. */
    public enum Status {
        /** Opened before the first change; there is, or may be, something to release. */
        ACTIVE,
        /** A plan that waits for a person; nothing was changed. */
        WAITING,
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
    public record Lease(String owner, Instant until) {}

    public Case {
        findingIds = List.copyOf(findingIds);
        progress = Map.copyOf(progress);
    }

    /** A case as it is opened, before anything was changed. */
    public static Case open(CaseId id, Status status, String findingId, Plan plan, @Nullable Lease lease, Instant now) {
        return new Case(id, 1, status, List.of(findingId), plan, Map.of(), lease, null, false, now, now, null);
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
    public Case joinedBy(Plan later) {
        Map<String, Progress> kept = new TreeMap<>(progress);
        later.steps().forEach(step -> kept.remove(step.key()));
        return with(status, findingIds, plan.joinedBy(later), kept, lease, announcement, unpublished, releasedAt);
    }

    /** With one more finding that led here. */
    public Case withFinding(String findingId) {
        Set<String> ids = new LinkedHashSet<>(findingIds);
        ids.remove(findingId);
        ids.add(findingId);
        List<String> latest = List.copyOf(ids);
        return with(
                status,
                latest.subList(Math.max(0, latest.size() - FINDINGS_KEPT), latest.size()),
                plan,
                progress,
                lease,
                announcement,
                unpublished,
                releasedAt);
    }

    /** With another lease. */
    public Case withLease(@Nullable Lease next) {
        return with(status, findingIds, plan, progress, next, announcement, unpublished, releasedAt);
    }

    /** With another plan. */
    public Case withPlan(Plan next) {
        return with(status, findingIds, next, progress, lease, announcement, unpublished, releasedAt);
    }

    /** With what the steps came to; earlier progress of other steps is kept. */
    public Case withProgress(Map<String, Progress> made) {
        Map<String, Progress> all = new TreeMap<>(progress);
        all.putAll(made);
        return with(status, findingIds, plan, all, lease, announcement, unpublished, releasedAt);
    }

    /** With something to tell, which also ends the work on it. */
    public Case settled(Announcement next) {
        return with(status, findingIds, plan, progress, null, next, true, releasedAt);
    }

    /** Told. */
    public Case published() {
        return with(status, findingIds, plan, progress, lease, announcement, false, releasedAt);
    }

    /** Taken back at {@code at}. */
    public Case released(Instant at) {
        return with(Status.RELEASED, findingIds, plan, progress, lease, announcement, unpublished, at);
    }

    /** As it is written next, at {@code at}. */
    public Case nextVersion(Instant at) {
        return new Case(
                id,
                version + 1,
                status,
                findingIds,
                plan,
                progress,
                lease,
                announcement,
                unpublished,
                openedAt,
                at,
                releasedAt);
    }

    /** As {@code version} continues: this content in place of another case of the same id. */
    public Case replacing(Case other) {
        return new Case(
                id,
                other.version(),
                status,
                findingIds,
                plan,
                progress,
                lease,
                announcement,
                unpublished,
                other.openedAt(),
                updatedAt,
                releasedAt);
    }

    private Case with(
            Status newStatus,
            List<String> newFindings,
            Plan newPlan,
            Map<String, Progress> newProgress,
            @Nullable Lease newLease,
            @Nullable Announcement newAnnouncement,
            boolean newUnpublished,
            @Nullable Instant newReleasedAt) {
        return new Case(
                id,
                version,
                newStatus,
                newFindings,
                newPlan,
                newProgress,
                newLease,
                newAnnouncement,
                newUnpublished,
                openedAt,
                updatedAt,
                newReleasedAt);
    }
}
