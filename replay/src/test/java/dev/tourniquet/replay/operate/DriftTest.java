package dev.tourniquet.replay.operate;

import static dev.tourniquet.replay.CommandLineRun.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.CommandLineRun;
import dev.tourniquet.replay.world.Clients;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;

/** What an operator sees, and can do, where somebody changed what a case has put in place. */
final class DriftTest {
    private static final String EVENT =
            "events-samples/guardduty/Exfiltration-IAMUser-AnomalousBehavior.role-wide.json";
    private static final Pattern CASE = Pattern.compile("revoke-sessions/\\S+/1");
    private static final Pattern POLICY = Pattern.compile("revoke-role-sessions (\\S+)");

    private static LocalAws aws;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void showsDriftInBothDirectionsAndReleasesByForce() {
        run(0, "replay --quiet " + EVENT);
        String all = run(0, "inventory");
        String found = first(CASE, all);
        String role = first(POLICY, all);
        assertThat(all).contains("IN_PLACE").doesNotContain("NOT_");
        Path page = folder.resolve("case.html");
        assertThat(run(0, "report " + found + " -o " + page)).contains(page.toString());
        assertThat(page).content().contains("<h1>Contained", found);
        assertThat(run(4, "report " + found + "7")).contains("there is no case");
        assertThat(run(2, "report " + found + " -o " + folder)).contains("cannot write");
        try (IamClient iam = aws.client(IamClient.builder())) {
            String ours = iam.listRolePolicies(request -> request.roleName(role)).policyNames().stream()
                    .filter(name -> name.startsWith("tourniquet-revoke-"))
                    .findFirst()
                    .orElseThrow();
            Stream.of(ours, "tourniquet-revoke-by-hand")
                    .forEach(
                            name -> iam.putRolePolicy(
                                    request -> request.roleName(role)
                                            .policyName(name)
                                            .policyDocument(
                                                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}")));

            assertThat(run(1, "inventory --drift"))
                    .contains("NOT_IN_PLACE", "NOT_ON_RECORD", "tourniquet-revoke-by-hand of role " + role)
                    .containsOnlyOnce("NOT_ON_RECORD  ");
            assertThat(run(1, "release " + found + " --reason drill --yes")).contains("DRIFTED", "--force");
            assertThat(run(2, "release --force --all-since 1h --reason drill --yes"))
                    .contains("look at each first");
            assertThat(run(0, "release " + found + " --force --reason drill --yes"))
                    .contains("by force", "forced, although it had drifted");
            assertThat(iam.listRolePolicies(request -> request.roleName(role)).policyNames())
                    .contains("tourniquet-revoke-by-hand")
                    .doesNotContain(ours);
        }
        assertThat(run(1, "inventory --json").lines().filter(line -> line.startsWith("{")))
                .singleElement()
                .asString()
                .contains("\"state\":\"NOT_ON_RECORD\"");
        assertThat(run(2, "inventory --response nonsense")).contains("known are");
    }

    private static String run(int exitCode, String line) {
        return new CommandLineRun(aws).run(exitCode, line);
    }
}
