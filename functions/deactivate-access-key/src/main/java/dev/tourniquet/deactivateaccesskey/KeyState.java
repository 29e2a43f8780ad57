package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * The state of a deactivating step: a user's key and its status.
 *
 * @param status as IAM writes it, {@code Active} or {@code Inactive}; {@link #GONE} where the user has no such key
 */
record KeyState(String userName, String accessKeyId, String status) {
    static final String ACTIVE = StatusType.ACTIVE.toString();
    static final String INACTIVE = StatusType.INACTIVE.toString();
    static final String GONE = "Gone";

    static KeyState of(JsonNode state) {
        return Json.as(state, KeyState.class);
    }

    KeyState with(String other) {
        return new KeyState(userName, accessKeyId, other);
    }

    @JsonIgnore
    boolean isActive() {
        return status.equals(ACTIVE);
    }

    @JsonIgnore
    boolean isInactive() {
        return status.equals(INACTIVE);
    }
}
