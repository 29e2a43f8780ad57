package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target.RoleSession;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Whom else a revocation hits. */
final class BlastRadiusTest extends InWorld {
    private static final Extent WHOLE_ROLE = new Extent(true, false);
    private static final Told<List<String>> NO_PROFILES = new Told.Known<>(List.of());

    @Test
    void namesTheInstanceProfilesAndServicesThatUseARoleWhichIsCutAsAWhole() {
        Role role = world.roleOfLambda("api");
        profile("api-blue");
        profile("api-green");

        JsonNode report = world.report(finding(role, "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(texts(report.path("blastRadius")))
                .anyMatch(sentence -> sentence.contains("All sessions of the role api"))
                .anyMatch(sentence -> sentence.contains("api-blue; api-green"))
                .anyMatch(sentence -> sentence.contains("the service lambda.amazonaws.com"))
                .anyMatch(sentence -> sentence.contains("400 days"));
    }

    @Test
    void saysThatOnlyOneSessionIsHitWhereOnlyOneIs() {
        JsonNode report = world.report(finding(world.role("web"), INSTANCE));

        assertThat(texts(report.path("blastRadius")))
                .containsExactly(
                        "Only the session " + INSTANCE + " of the role web is cut; the role's other sessions go on.");
    }

    @Test
    void readsTheProfilesBesideTheOtherFactsAndOnlyOnce() {
        world.report(finding(world.role("ci"), "alice"));

        assertThat(world.faults.calls()).containsOnlyOnce("ListInstanceProfilesForRole", "ListRolePolicies", "GetRole");
        assertThat(world.faults.calls().subList(0, 6))
                .contains("ListInstanceProfilesForRole", "ListRolePolicies", "GetRole", "GetRolePolicy");
    }

    @Test
    void cutsAllTheSameWhereItMayNotReadTheProfilesAndSaysSo() {
        Role role = world.role("ci");
        world.faults.answer("ListInstanceProfilesForRole", 403, "AccessDenied", 9);

        JsonNode report = world.report(finding(role, "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(texts(report.path("blastRadius")))
                .contains("Which instance profiles hold the role could not be read: "
                        + "iam:ListInstanceProfilesForRole on ci: AccessDenied.");
    }

    @Test
    void asksOnceOnlyForWhatIsOnlyShown() {
        Role role = world.role("ci");
        world.faults.answer("ListInstanceProfilesForRole", 400, "Throttling", 1);

        assertThat(texts(world.report(finding(role, "alice")).path("blastRadius")))
                .as("a second attempt would have got through, and would have kept the attacker in meanwhile")
                .anyMatch(sentence -> sentence.contains("Throttling"));
    }

    @Test
    void saysWhenAndWhereTheRoleWasLastUsed() {
        Role role = role("{}").toBuilder()
                .roleLastUsed(used ->
                        used.lastUsedDate(Instant.parse("2026-10-20T08:15:00Z")).region("eu-central-1"))
                .build();

        assertThat(sentences(role, NO_PROFILES))
                .anyMatch(sentence -> sentence.contains("last used at 2026-10-20T08:15:00Z in eu-central-1"));
        assertThat(sentences(role("{}"), NO_PROFILES))
                .anyMatch(sentence -> sentence.contains("no use of the role in the last 400 days"));
    }

    @Test
    void boundsWhatOthersChoseAndStripsItOfControlCharacters() {
        Role role = role("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":"
                + "\"arn:aws:iam::123456789012:user/a\\u001b[2J\\u202e\\n" + "b".repeat(5000) + "\"}}}");
        Told<List<String>> many = new Told.Known<>(
                IntStream.range(0, 30).mapToObj(i -> "profile-" + i).toList());

        List<String> sentences = sentences(role, many);

        assertThat(sentences).allMatch(sentence -> sentence.length() < 600);
        assertThat(String.join("", sentences)).doesNotContain("\u001b", "\u202e", "\n");
        assertThat(sentences).anyMatch(sentence -> sentence.contains("profile-9; and 20 more"));
    }

    @Test
    void saysThatATrustPolicyTellsNothing() {
        assertThat(sentences(role("not JSON"), NO_PROFILES))
                .anyMatch(sentence -> sentence.contains("could not be told from its trust policy"));
        assertThat(sentences(role("{\"Statement\":[]}"), NO_PROFILES))
                .anyMatch(sentence -> sentence.contains("lets nobody assume the role"));
    }

    private void profile(String name) {
        world.iam.createInstanceProfile(request -> request.instanceProfileName(name));
        world.iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName(name).roleName("api"));
    }

    private static Role role(String trust) {
        return Role.builder().roleName("ci").assumeRolePolicyDocument(trust).build();
    }

    private static List<String> sentences(Role role, Told<List<String>> profiles) {
        RoleSession session = new RoleSession("ci", "AROAQSTHRZDWHBEXAMPLE", "alice");
        return new BlastRadius(session, role, Trust.of(role.assumeRolePolicyDocument())).of(WHOLE_ROLE, profiles);
    }
}
