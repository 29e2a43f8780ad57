package dev.tourniquet.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ledger's records without a ledger. */
final class InMemoryRecords implements Records {
    private final Map<String, DeliveryRecord> records = new HashMap<>();

    @Override
    public synchronized Optional<DeliveryRecord> find(String channel, Grouping grouping) {
        return Optional.ofNullable(records.get(channel + "/" + grouping.key()));
    }

    @Override
    public synchronized boolean put(String channel, Grouping grouping, DeliveryRecord next) {
        String key = channel + "/" + grouping.key();
        long before = records.containsKey(key) ? records.get(key).version() : 0;
        if (before != next.version() - 1) {
            return false;
        }
        records.put(key, next);
        return true;
    }
}
