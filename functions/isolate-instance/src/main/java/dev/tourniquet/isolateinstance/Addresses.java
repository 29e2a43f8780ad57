package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Reads Elastic IP addresses, takes them away and gives them back. */
final class Addresses {
    private static final Set<String> NOT_ASSOCIATED = Set.of("InvalidAssociationID.NotFound");
    private static final String TAKEN = "Resource.AlreadyAssociated";

    private final Ec2Client ec2;

    Addresses(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The Elastic IP address of the account; nothing where it is none. */
    Optional<Address> find(String publicIp) {
        Filter one = Filter.builder().name("public-ip").values(publicIp).build();
        return Calls.call(
                        "ec2:DescribeAddresses", publicIp, () -> ec2.describeAddresses(request -> request.filters(one)))
                .addresses()
                .stream()
                .findFirst();
    }

    /** Ends one association and no later one: each has an id of its own. */
    void disassociate(String publicIp, String associationId) {
        Calls.find(
                "ec2:DisassociateAddress",
                publicIp,
                NOT_ASSOCIATED,
                () -> ec2.disassociateAddress(request -> request.associationId(associationId)));
    }

    /** False where the address has a place already, or the place an address: it is taken from neither. */
    boolean associate(DisassociateAddress.State before) {
        try {
            Calls.call(
                    "ec2:AssociateAddress",
                    before.publicIp(),
                    () -> ec2.associateAddress(request -> request.allocationId(before.allocationId())
                            .networkInterfaceId(before.networkInterfaceId())
                            .privateIpAddress(before.privateIpAddress())
                            .allowReassociation(false)));
            return true;
        } catch (CallFailed failed) {
            if (failed.code().equals(TAKEN)) {
                return false;
            }
            throw failed;
        }
    }
}
