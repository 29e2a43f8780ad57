package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.Measured;
import dev.tourniquet.proof.scale.OneAccount.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Draws what findings are about. Assumed: three of ten name a target for the first time, the others one of the hundred latest;
 * one target of ten is an instance, the others are sessions, keys and buckets in equal parts.
 */
final class Findings {
    private static final double NEW = 0.3;
    private static final int RECENT = 100;

    private final Scripts scripts;
    private final List<Finding> recent = new ArrayList<>();
    private final Random random;
    private int targets;

    /** The calls of each response, where a target is not contained yet and where it is. */
    record Scripts(Map<String, Script> containing, Map<String, Script> looking) {
        static Scripts of(Map<String, Map<String, Measured.Kind>> measured) {
            Scripts scripts = new Scripts(new TreeMap<>(), new TreeMap<>());
            measured.forEach((response, outcomes) -> {
                scripts.containing().put(response, Script.of(outcomes.get("CONTAINED")));
                scripts.looking().put(response, Script.of(outcomes.get("ALREADY_CONTAINED")));
            });
            return scripts;
        }
    }

    Findings(Scripts scripts, Random random) {
        this.scripts = scripts;
        this.random = random;
    }

    Finding next() {
        if (!recent.isEmpty() && random.nextDouble() >= NEW) {
            return recent.get(random.nextInt(recent.size()));
        }
        String response = switch (random.nextInt(10)) {
            case 0 -> "isolate-instance";
            case 1, 2, 3 -> "revoke-sessions";
            case 4, 5, 6 -> "deactivate-access-key";
            default -> "block-public-access";
        };
        Finding finding = new Finding(
                response,
                response + "/" + targets++,
                scripts.containing().get(response),
                scripts.looking().get(response));
        recent.add(finding);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        return finding;
    }
}
