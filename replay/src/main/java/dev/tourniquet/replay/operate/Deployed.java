package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.runtime.DeadLetterItems;
import java.util.List;

/**
 * Tourniquet as it stands in one account and Region. Cases are read from its ledger; what changes something is ordered from the
 * function that owns it, so that permissions stay where they are.
 */
interface Deployed extends AutoCloseable {
    /** The account and Region, for a person. */
    String place();

    /** Who orders, as AWS knows him: an ARN. */
    String caller();

    /** The responses that are deployed. */
    List<String> responses();

    Ledger ledger();

    DeadLetterItems deadLetters();

    /**
     * Orders something from the function of {@code response}, in the name of the caller.
     *
     * @throws OrderFailed where the function cannot be invoked, or breaks off
     */
    JsonNode order(String response, ObjectNode command);

    @Override
    void close();
}
