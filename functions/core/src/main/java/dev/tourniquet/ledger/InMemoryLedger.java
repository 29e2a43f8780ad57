package dev.tourniquet.ledger;

import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that lives as long as its process, for tests. */
public final class InMemoryLedger implements Ledger, Switchboard {
    private final Map<String, Case> cases = new TreeMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<String, Switches> switches = new TreeMap<>();

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
    public synchronized Written write(Case next, boolean fresh, List<Tally> counted) {
        if (counted.stream().anyMatch(tally -> tally(tally.scope()).version() != tally.version() - 1)) {
            return Written.TALLY_CHANGED;
        }
        if (!(fresh ? create(next) : replace(next))) {
            return Written.CASE_CHANGED;
        }
        counted.forEach(tally -> tallies.put(tally.scope(), tally));
        return Written.DONE;
    }

    @Override
    public synchronized Tally tally(String scope) {
        return tallies.getOrDefault(scope, Tally.of(scope));
    }

    @Override
    public synchronized boolean replace(Tally next) {
        if (tally(next.scope()).version() != next.version() - 1) {
            return false;
        }
        tallies.put(next.scope(), next);
        return true;
    }

    @Override
    public synchronized Switches switches(String response) {
        return switches.getOrDefault(response, Switches.NONE);
    }

    @Override
    public synchronized boolean replace(String response, Switches next) {
        if (switches(response).version() != next.version() - 1) {
            return false;
        }
        switches.put(response, next);
        return true;
    }

    @Override
    public synchronized Iterable<Case> listed(String response, Case.Status status) {
        return cases.values().stream()
                .filter(each -> each.id().response().equals(response) && each.status() == status)
                .sorted(Comparator.comparing(Case::updatedAt).reversed())
                .toList();
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
