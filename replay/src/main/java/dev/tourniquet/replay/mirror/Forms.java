package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The forms of ids that are exchanged for local ones. An id of another form stays in the event as it is: exchanging it
 * would turn a value that a function refuses into one that it accepts.
 */
final class Forms {
    static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8}(?:[0-9a-f]{9})?");
    static final Pattern ROLE = Pattern.compile("AROA[A-Z0-9]{12,28}");
    static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
    private static final Pattern OTHER = Pattern.compile("(?:eni|vpc|subnet|sg)-[0-9A-Za-z]{3,40}");

    private Forms() {}

    /** The id of an interface, network, subnet or group. */
    static Optional<String> id(JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .filter(id -> OTHER.matcher(id).matches());
    }
}
