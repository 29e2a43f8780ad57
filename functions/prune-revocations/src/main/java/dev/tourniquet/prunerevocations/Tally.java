package dev.tourniquet.prunerevocations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.util.List;

/**
 * What a run came to.
 *
 * @param pruned policies that were deleted
 * @param kept policies under a name of ours that stay
 * @param failures the calls that failed
 * @param stopped whether the time was over before all roles were looked at
 */
record Tally(int pruned, int kept, List<String> failures, boolean stopped) {

    String answer() {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("pruned", pruned).put("kept", kept).put("failed", failures.size());
        if (stopped) {
            answer.put("stopped", "no time was left: the next run starts again from the first role");
        }
        return Json.write(answer);
    }
}
