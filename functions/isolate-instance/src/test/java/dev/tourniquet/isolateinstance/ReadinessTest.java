package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.localaws.LocalAws;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether Auto Scaling can have an instance back. */
final class ReadinessTest extends InWorld {
    @Test
    void waitsForAnInterfaceThatIsStillReadAsItWas() {
        String quarantine = world.quarantineGroup(network, false);
        String instance = world.instance(network, List.of(List.of(quarantine)));
        String eni = world.interfaces(instance).getFirst();

        Readiness readiness = readiness(_ -> world.move(eni, app));

        assertThat(readiness.obstacle(instance)).isEmpty();
    }

    @Test
    void doesNotWaitForAnInstanceThatIsGone() {
        Readiness readiness = readiness(_ -> {
            throw new AssertionError("waited");
        });

        assertThat(readiness.obstacle("i-00000000000000000"))
                .hasValueSatisfying(why -> assertThat(why).contains("gone"));
    }

    private static Readiness readiness(Pause pause) {
        return new Readiness(
                new Instances(world.ec2), new QuarantineGroups(world.ec2, LocalAws.ACCOUNT, Pause.SLEEP), pause);
    }
}
