package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.World.Network;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A test in an account with one VPC and one security group, {@code app}. */
abstract class InWorld {
    /** One for all tests of this JVM, with which it ends; each test finds it empty. */
    static final World world = new World();

    final Wire wire = new Wire();
    Network network;
    String app;
    Function function;

    @BeforeEach
    void reset() {
        world.reset();
        network = world.network("10.1.0.0/16", false);
        app = world.group(network, "app");
        function = Function.enforcing(world, wire);
    }

    /** A running instance with one interface, in {@code app}. */
    String instance() {
        return world.instance(network, List.of(List.of(app)));
    }

    List<String> groupsOfFirst(String instanceId) {
        return world.groupsOf(world.interfaces(instanceId).getFirst());
    }
}
