package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Order;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.template.Rule;
import java.time.Instant;
import java.util.List;

/**
 * An event that is about to be played.
 *
 * @param event the event in the local account, with the ids that it came with
 * @param given the world before it
 * @param rules the rules that match it
 */
record Play(ObjectNode event, Given given, List<Rule> rules) {

    /** The event as it would be now: what a person orders counts from when he orders it, and in the replay he does so now. */
    ObjectNode at(Instant now) {
        return FindingReader.read(event) instanceof Order ? event.deepCopy().put("time", now.toString()) : event;
    }

    /** The findings that the functions will read in it. */
    List<Finding> findings() {
        return FindingReader.read(event).readable();
    }
}
