package dev.tourniquet.runtime;

import dev.tourniquet.engine.Publisher;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.plan.CallFailed;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Puts announcements on the system's own bus, with {@code tourniquet} as their source. */
public final class BusPublisher implements Publisher {
    private final EventBridgeClient events;
    private final String bus;

    public BusPublisher(EventBridgeClient events, String bus) {
        this.events = events;
        this.bus = bus;
    }

    @Override
    public void publish(Announcement announcement) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("tourniquet")
                .detailType(announcement.detailType())
                .detail(Json.write(announcement.detail()))
                .build();
        PutEventsResponse response =
                Calls.call("events:PutEvents", bus, () -> events.putEvents(request -> request.entries(entry)));
        // PutEvents answers 200 for entries that it did not take.
        if (response.failedEntryCount() != null && response.failedEntryCount() > 0) {
            throw new CallFailed(
                    "events:PutEvents",
                    bus,
                    response.entries().getFirst().errorCode(),
                    CallFailed.Kind.RETRYABLE,
                    null);
        }
    }
}
