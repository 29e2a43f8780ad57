package dev.tourniquet.replay.operate;

import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetter.SentAgain;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Dead letters in a terminal. */
final class LetterList {
    private LetterList() {}

    /** Those that wait, the latest first. */
    static int print(Deployed deployed, int limit, boolean json, Instant now, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DEAD LETTER", "WHY", "GIVEN UP"));
        for (Kept each : deployed.deadLetters().waiting()) {
            if (rows.size() > limit) {
                break;
            }
            DeadLetter letter = each.letter();
            if (json) {
                out.println(Terminal.json(letter));
            }
            rows.add(List.of(
                    letter.id().toString(),
                    letter.condition() + ": " + letter.reason(),
                    Terminal.age(letter.failedAt(), now) + " ago"));
        }
        if (!json) {
            if (rows.size() == 1) {
                out.println("no dead letters wait");
            } else {
                Terminal.table(out, rows);
            }
        }
        return Exit.DONE;
    }

    /** @param event whether to print the event alone, for a file or another program */
    static int show(Deployed deployed, CaseId id, boolean event, PrintWriter out) {
        Kept kept = deployed.deadLetters()
                .find(id)
                .orElseThrow(() -> new OrderFailed(
                        Exit.UNKNOWN_CASE,
                        "there is no dead letter " + id
                                + " here; tourniquet cases --dead-letters lists those that wait"));
        if (event) {
            out.println(Terminal.text(kept.event()));
            return Exit.DONE;
        }
        DeadLetter letter = kept.letter();
        out.println("Dead letter  " + Terminal.text(letter.id().toString()));
        out.println("For          " + Terminal.text(letter.function()));
        out.println("Given up     " + letter.failedAt() + ", " + Terminal.text(letter.condition()));
        out.println("Why          " + Terminal.text(letter.reason()));
        out.println(next(deployed, letter));
        return Exit.DONE;
    }

    private static String next(Deployed deployed, DeadLetter letter) {
        SentAgain sent = letter.sentAgain();
        if (sent != null) {
            return Terminal.text("Sent again   " + sent.at() + " by " + sent.by() + ": "
                    + (sent.outcomes().isEmpty() ? "nothing that is contained" : String.join(", ", sent.outcomes())));
        }
        return letter.complete() && deployed.responses().contains(letter.id().response())
                ? Terminal.text("Once the cause is mended: tourniquet retry " + letter.id())
                : Terminal.text("It cannot be sent again from here; the event: tourniquet cases show " + letter.id()
                        + " --event");
    }
}
