package dev.tourniquet.isolateinstance;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;

/** A test about an instance whose connections are cut, in a VPC that has both groups already. */
abstract class WithConnectionCut extends InWorld {
    static final String MODIFY = "ModifyNetworkInterfaceAttribute";
    static final Map<String, String> ON = Map.of("TOURNIQUET_CUT_CONNECTIONS", "true");

    final Faults faults = new Faults();

    /** The groups into which interfaces were to be moved. */
    final List<String> moves = Collections.synchronizedList(new ArrayList<>());

    Instant now = Instant.parse("2026-06-08T03:15:00Z");
    String instance = "";
    String eni = "";
    String quarantine = "";
    String open = "";

    private Ec2Client ec2 = world.ec2;

    /** No function yet: most of these tests need none. */
    @Override
    @BeforeEach
    void reset() {
        world.reset();
        network = world.network("10.1.0.0/16", false);
        app = world.group(network, "app");
        ec2 = Aws.of(world.environment("enforce"), Medium.WITHOUT_WAITING.seenBy(List.of(wire, faults)))
                .client(Ec2Client.builder());
        prepareGroups();
    }

    private void prepareGroups() {
        quarantine = world.quarantineGroup(network, false);
        open = world.connectionCutGroup(network);
        world.ec2.authorizeSecurityGroupIngress(
                request -> request.groupId(open).ipPermissions(ConnectionCutGroup.missing(List.of())));
        world.ec2.authorizeSecurityGroupEgress(request -> request.groupId(open)
                .ipPermissions(
                        ConnectionCutGroup.missing(world.securityGroup(open).ipPermissionsEgress())));
        instance = instance();
        eni = world.interfaces(instance).getFirst();
        wire.beforeRequest(MODIFY, request -> moves.add(group(request)));
    }

    static String group(Object move) {
        return ((ModifyNetworkInterfaceAttributeRequest) move).groups().getFirst();
    }

    /** Another container each time, of the same function. */
    Function cutting() {
        return new Function(world, ON, wire, faults);
    }

    /** Waiting takes no time but that of {@link #now}. */
    ConnectionCut cut() {
        NetworkInterfaces interfaces = interfaces();
        Deadline deadline = new Deadline(() -> now);
        deadline.set(Duration.ofMinutes(2));
        return new ConnectionCut(
                true,
                interfaces,
                new Closing(interfaces, groups(), wait -> now = now.plus(wait), () -> now),
                groups(),
                new ConnectionCutGroups(ec2, LocalAws.ACCOUNT, _ -> {}),
                deadline);
    }

    /** As another container has it, that has seen nothing yet. */
    QuarantineInterface step() {
        return new QuarantineInterface(interfaces(), groups(), cut(), new Sightings(() -> now), new Remarks());
    }

    private NetworkInterfaces interfaces() {
        return new NetworkInterfaces(ec2, _ -> {});
    }

    private QuarantineGroups groups() {
        return new QuarantineGroups(ec2, LocalAws.ACCOUNT, _ -> {});
    }
}
