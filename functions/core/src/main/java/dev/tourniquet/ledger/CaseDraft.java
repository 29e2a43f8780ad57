package dev.tourniquet.ledger;

import dev.tourniquet.ledger.Case.Approval;
import dev.tourniquet.ledger.Case.Lease;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case that is being changed. */
final class CaseDraft {
    private final CaseId id;
    private final Instant openedAt;
    long version;
    Status status;
    List<String> findingIds;

    @Nullable
    Trigger trigger;

    Plan plan;
    Map<String, Progress> progress;

    @Nullable
    Lease lease;

    @Nullable
    Approval approval;

    List<Entry> history;

    @Nullable
    Announcement announcement;

    List<Announcement> outbox;
    Instant updatedAt;

    @Nullable
    Instant releasedAt;

    @Nullable
    Instant releasing;

    CaseDraft(Case of) {
        id = of.id();
        openedAt = of.openedAt();
        version = of.version();
        status = of.status();
        findingIds = of.findingIds();
        trigger = of.trigger();
        plan = of.plan();
        progress = of.progress();
        lease = of.lease();
        approval = of.approval();
        history = of.history();
        announcement = of.announcement();
        outbox = of.outbox();
        updatedAt = of.updatedAt();
        releasedAt = of.releasedAt();
        releasing = of.releasing();
    }

    Case finished() {
        return new Case(
                id,
                version,
                status,
                findingIds,
                trigger,
                plan,
                progress,
                lease,
                approval,
                history,
                announcement,
                outbox,
                openedAt,
                updatedAt,
                releasedAt,
                releasing);
    }
}
