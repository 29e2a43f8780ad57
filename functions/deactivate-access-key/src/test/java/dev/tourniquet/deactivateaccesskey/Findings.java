package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Real events of ours, with the credential replaced; their activity ended half an hour before the test's time. */
final class Findings {
    private Findings() {}

    /** On a long-term key. */
    static ObjectNode ofKey(String key, String userName, String userId) {
        return finding("IAMUser", key, userName, userId);
    }

    /** On temporary credentials of a user. */
    static ObjectNode ofSession(String userName, String userId) {
        return finding("IAMUser", "ASIAGATVXNLD4EXAMPLE", userName, userId);
    }

    /** On credentials from GetFederationToken, with the principal id that CloudTrail has for them. */
    static ObjectNode ofFederatedUser(String name) {
        return finding("FederatedUser", "ASIAGATVXNLD4EXAMPLE", name, "123456789012:" + name);
    }

    static ObjectNode finding(String userType, String key, String userName, String principalId) {
        ObjectNode event = sample();
        ObjectNode detail = (ObjectNode) event.path("detail");
        ((ObjectNode) detail.path("resource").path("accessKeyDetails"))
                .put("userType", userType)
                .put("accessKeyId", key)
                .put("userName", userName)
                .put("principalId", principalId);
        return lastSeen(event, "2026-10-22T16:30:00Z");
    }

    static ObjectNode lastSeen(ObjectNode event, String time) {
        ((ObjectNode) event.path("detail").path("service"))
                .put("eventLastSeen", Instant.parse(time).toString());
        return event;
    }

    static ObjectNode timeless(ObjectNode event) {
        ((ObjectNode) event.path("detail")).remove("updatedAt");
        ((ObjectNode) event.path("detail").path("service")).remove("eventLastSeen");
        return event;
    }

    /** Another finding of the same content. */
    static ObjectNode other(ObjectNode event) {
        ObjectNode copy = event.deepCopy();
        ((ObjectNode) copy.path("detail")).put("id", "00000000000000000000000000000002");
        return copy;
    }

    private static ObjectNode sample() {
        try {
            return Json.read(
                    Files.readString(
                            Path.of(
                                    "../../events-samples/guardduty/CredentialAccess-IAMUser-CompromisedCredentials.user-key.json")),
                    ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
