package dev.tourniquet.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that lives as long as its process, for tests. */
public final class InMemoryLedger implements Ledger {
    private final Map<String, Case> cases = new TreeMap<>();

    @Override
    public synchronized Optional<Case> latest(String series) {
        return cases.values().stream()
                .filter(each -> each.id().series().equals(series))
                .max(Comparator.comparingInt(each -> each.id().generation()));
    }

    @Override
    public synchronized Optional<Case> find(CaseId id) {
        return Optional.ofNullable(cases.get(id.toString()));
    }

    @Override
    public synchronized boolean create(Case fresh) {
        return cases.putIfAbsent(fresh.id().toString(), fresh) == null;
    }

    @Override
    public synchronized boolean replace(Case next) {
        Case stored = cases.get(next.id().toString());
        if (stored == null || stored.version() != next.version() - 1) {
            return false;
        }
        cases.put(next.id().toString(), next);
        return true;
    }

    @Override
    public synchronized List<CaseId> unpublished(int limit) {
        return cases.values().stream()
                .filter(each -> !each.outbox().isEmpty())
                .sorted(Comparator.comparing(Case::updatedAt))
                .limit(limit)
                .map(Case::id)
                .toList();
    }
}
