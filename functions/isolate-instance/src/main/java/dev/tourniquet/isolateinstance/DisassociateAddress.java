package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/**
 * Takes one Elastic IP address from the instance, where the configuration asks for it. The prior state, {@code {}} where the
 * address is none of the account's or not the instance's, is read while the cut runs.
 */
final class DisassociateAddress implements StepAction {
    static final String NAME = "disassociate-address";

    private static final String FROM = "disassociatedFrom";

    private final Addresses addresses;
    private final NetworkInterfaces interfaces;

    DisassociateAddress(Addresses addresses, NetworkInterfaces interfaces) {
        this.addresses = addresses;
        this.interfaces = interfaces;
    }

    /**
     * An association.
     *
     * @param associationId of the latest that was found; each association has a new one
     * @param privateIpAddress the address of the interface that the public one leads to
     */
    record State(
            String allocationId,
            String associationId,
            String publicIp,
            String networkInterfaceId,
            String privateIpAddress) {
        static State of(Address found) {
            return new State(
                    found.allocationId(),
                    found.associationId(),
                    found.publicIp(),
                    found.networkInterfaceId(),
                    found.privateIpAddress());
        }

        static Optional<State> before(Step step) {
            return step.before() == null || step.before().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.as(step.before(), State.class));
        }

        /** This, ended by the association that stands now. */
        State standingAs(State later) {
            return new State(allocationId, later.associationId, publicIp, networkInterfaceId, privateIpAddress);
        }
    }

    static Step step(PublicAddress address, String instanceId) {
        // A step is read without its case.
        JsonNode after = Json.tree(Map.of(FROM, instanceId));
        return new Step(NAME, address.ip(), Phase.CONTAIN, null, after);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return addresses
                .find(step.resource())
                .filter(found -> isOf(found, step.after().path(FROM).asText()))
                .map(found -> Json.tree(State.of(found)))
                .orElseGet(Json.MAPPER::createObjectNode);
    }

    /** The first place is the one to restore; the latest association is the one to end. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        if (first.isEmpty() || later.isEmpty()) {
            return first.isEmpty() ? later : first;
        }
        return Json.tree(Json.as(first, State.class).standingAs(Json.as(later, State.class)));
    }

    @Override
    public void apply(Step step, String caseId) {
        State.before(step).ifPresent(before -> addresses.disassociate(before.publicIp(), before.associationId()));
    }

    /** Whatever became of it, it is not the instance's. */
    @Override
    public boolean holds(Step step, String caseId) {
        String instanceId = CaseId.parse(caseId).targetKey();
        return addresses
                .find(step.resource())
                .filter(found -> isOf(found, instanceId))
                .isEmpty();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Optional<State> before = State.before(step);
        if (before.isEmpty()) {
            return Restoration.alreadySo();
        }
        Optional<Address> address = addresses.find(step.resource());
        return address.isEmpty() ? Restoration.gone() : associate(before.get(), address.get());
    }

    private Restoration associate(State before, Address now) {
        if (now.associationId() != null) {
            String place = place(State.of(now));
            return place.equals(place(before))
                    ? Restoration.alreadySo()
                    : Restoration.drifted("is with " + place + " since; before, it was with " + place(before));
        }
        if (interfaces
                .find(before.networkInterfaceId())
                .filter(found -> has(found, before.privateIpAddress()))
                .isEmpty()) {
            return Restoration.drifted("stays free: " + place(before) + " is gone");
        }
        return addresses.associate(before) ? Restoration.restored() : refused(before);
    }

    /** Something is associated already: this address, by us or somebody else, or another with the place. */
    private Restoration refused(State before) {
        Optional<State> now = addresses
                .find(before.publicIp())
                .filter(found -> found.associationId() != null)
                .map(State::of);
        if (now.isEmpty()) {
            return Restoration.drifted("stays free: " + place(before) + " has another address");
        }
        return place(now.get()).equals(place(before))
                ? Restoration.restored()
                : Restoration.drifted(
                        "was given to " + place(now.get()) + " just now; before, it was with " + place(before));
    }

    private static String place(State before) {
        return before.networkInterfaceId() + " at " + before.privateIpAddress();
    }

    private static boolean has(NetworkInterface found, String privateIpAddress) {
        return found.privateIpAddresses().stream()
                .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
                .anyMatch(privateIpAddress::equals);
    }

    private boolean isOf(Address found, String instanceId) {
        if (found.associationId() == null || found.networkInterfaceId() == null) {
            return false;
        }
        return instanceId.equals(found.instanceId())
                || interfaces.find(found.networkInterfaceId(), instanceId).isPresent();
    }
}
