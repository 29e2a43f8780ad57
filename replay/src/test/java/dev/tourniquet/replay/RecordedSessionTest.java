package dev.tourniquet.replay;

import static dev.tourniquet.replay.CommandLineRun.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From a finding to a release in the terminal, as docs/operating.md shows it. Ids, times and ports, which differ from run to run,
 * are written there as what they are. {@code -Doperating.write=true} writes the page anew.
 */
class RecordedSessionTest {
    private static final Path PAGE = CommandLineRun.HOME.resolve("docs/operating.md");
    private static final String EVENT = "events-samples/guardduty/CryptoCurrency-EC2-BitcoinTool.B.owned-by-fleet.json";
    private static final Pattern CASE = Pattern.compile("isolate-instance/i-[0-9a-f]+/1");
    private static final Pattern PLAN = Pattern.compile("--plan ([0-9a-f]{20})");
    private static final String BEGIN = "<!-- begin of the session -->\n";
    private static final String END = "<!-- end of the session -->\n";

    private static LocalAws aws;
    private final StringBuilder session = new StringBuilder();
    private final Map<String, String> names = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void goesFromAFindingThatWaitsToARelease() throws IOException {
        run(0, "replay --quiet " + EVENT);
        String found = first(CASE, run(0, "cases"));
        String plan = first(PLAN, run(0, "cases show " + found));
        run(6, "approve " + found + " --plan 00000000000000000000 --yes");
        run(0, "approve " + found + " --plan " + plan + " --yes");
        run(5, "approve " + found + " --plan " + plan + " --yes");
        run(0, "cases");
        run(0, "inventory");
        run(0, "pause --response isolate-instance --reason maintenance --yes");
        run(0, "resume --response isolate-instance --reason done --yes");
        run(0, "release " + found + " --reason rehearsed --yes");
        run(0, "inventory");
        run(5, "approve " + found + " --plan " + plan + " --yes");
        run(0, "cases");
        run(4, "cases show isolate-instance/i-0123456789abcdef0/1");

        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n```console\n"
                + steady(session.toString()) + "```\n\n" + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("operating.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(page)
                .as("docs/operating.md is out of date; renew it with -Doperating.write=true")
                .isEqualTo(written);
    }

    /** What differs from run to run is written as what it is: ids by their kind, in the order of their first appearance. */
    private String steady(String text) {
        String timeless = text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
                .replaceAll("\\d+\\.\\d s\\b", "<n> s")
                .replaceAll("\\b\\d+[smh] ago", "<n>s ago")
                .replaceAll("\\b[0-9a-f]{64}\\b", "<sha-256>")
                .replaceAll("\\b\\d+ bytes\\b", "<n> bytes")
                .replaceAll("\\b[0-9a-f]{20}\\b", "<plan>")
                .replaceAll(" {2,}", "  ");
        Matcher ids = Pattern.compile("\\b(i|eni|vpc|subnet|sg|vol|snap|ami)-[0-9a-f]{8,17}\\b")
                .matcher(timeless);
        return ids.replaceAll(id -> names.computeIfAbsent(
                id.group(),
                _ -> id.group(1) + "-"
                        + (1
                                + names.values().stream()
                                        .filter(name -> name.startsWith(id.group(1) + "-"))
                                        .count())));
    }

    private String run(int exitCode, String line) {
        String output = new CommandLineRun(aws).run(exitCode, line);
        session.append("$ ./tourniquet ").append(line).append('\n');
        output.lines()
                .filter(each -> !each.startsWith("local AWS at "))
                .forEach(each -> session.append(each).append('\n'));
        session.append(exitCode == 0 ? "" : "(exit code " + exitCode + ")\n").append('\n');
        return output;
    }
}
