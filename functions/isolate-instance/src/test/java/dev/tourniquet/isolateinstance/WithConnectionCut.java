package dev.tourniquet.isolateinstance;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    @BeforeEach
    void prepareGroups() {
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
        Ec2Client ec2 = ec2();
        QuarantineGroups groups = groups(ec2);
        NetworkInterfaces interfaces = new NetworkInterfaces(ec2, _ -> {});
        Deadline deadline = new Deadline(() -> now);
        deadline.set(Duration.ofSeconds(120));
        return new ConnectionCut(
                true,
                interfaces,
                new Closing(interfaces, groups, wait -> now = now.plus(wait), () -> now),
                groups,
                new ConnectionCutGroups(ec2, LocalAws.ACCOUNT, _ -> {}),
                deadline);
    }

    QuarantineInterface step() {
        Ec2Client ec2 = ec2();
        return new QuarantineInterface(
                new NetworkInterfaces(ec2, _ -> {}), groups(ec2), cut(), new Sightings(() -> now), new Remarks());
    }

    private Ec2Client ec2() {
        return Aws.of(world.environment("enforce"), List.of(wire, faults), InstantSource.system())
                .client(Ec2Client.builder());
    }

    private static QuarantineGroups groups(Ec2Client ec2) {
        return new QuarantineGroups(ec2, LocalAws.ACCOUNT, _ -> {});
    }
}
