package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.template.Rule;
import java.util.List;

/**
 * An event that is about to be played.
 *
 * @param event the event in the local account, with the ids that it came with
 * @param given the world before it
 * @param rules the rules that match it
 */
record Play(ObjectNode event, Given given, List<Rule> rules) {

    /** What the functions will read in it. */
    Reading reading() {
        return FindingReader.read(event);
    }
}
