package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator may have overwritten that somebody changed since. */
final class ForcedReleaseTest extends InWorld {
    private JsonNode force(String instance, String step) {
        return releasedStep(function.release(instance, "force"), step);
    }

    @Test
    void movesAnInterfaceBackThatSomebodyMoved() {
        String instance = instance();
        function.finding(instance);
        String eni = world.interfaces(instance).getFirst();
        String forensics = world.group(network, "forensics");
        world.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(forensics));

        JsonNode step = force(instance, "quarantine-interface");

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("forced", forensics);
        assertThat(world.groupsOf(eni)).containsExactly(app);
    }

    @Test
    void takesWhatIsLeftOfTheGroupsBefore() {
        String db = world.group(network, "db");
        String instance = world.instance(network, List.of(List.of(app, db)));
        function.finding(instance);
        world.ec2.deleteSecurityGroup(request -> request.groupId(db));

        JsonNode step = force(instance, "quarantine-interface");

        assertThat(step.path("note").asText()).contains(db, "gone");
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void leavesAnInterfaceInQuarantineNoneOfWhoseGroupsIsLeft() {
        String instance = instance();
        function.finding(instance);
        String quarantine = groupsOfFirst(instance).getFirst();
        world.ec2.deleteSecurityGroup(request -> request.groupId(app));

        JsonNode step = force(instance, "quarantine-interface");

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(groupsOfFirst(instance)).containsExactly(quarantine);
    }

    @Test
    void putsTheTagBackThatWasThereBefore() {
        String instance = instance();
        world.ec2.createTags(request -> request.resources(instance).tags(Tags.tag("tourniquet:case", "an older one")));
        function.finding(instance);
        world.ec2.createTags(request -> request.resources(instance).tags(Tags.tag("tourniquet:case", "by hand")));

        assertThat(force(instance, "tag-instance").path("result").asText()).isEqualTo("RESTORED");

        assertThat(Tags.value(world.describe(instance).tags(), "tourniquet:case"))
                .contains("an older one");
    }
}
