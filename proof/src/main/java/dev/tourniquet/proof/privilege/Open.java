package dev.tourniquet.proof.privilege;

import java.util.List;

/**
 * Parts of roles that no call here needs, because the Service Authorization Reference leaves open which resources a call is evaluated on. They
 * stay until it was tried on AWS; docs/architecture.md lists them as not verified.
 */
final class Open {
    private static final String EC2 = "arn:aws:ec2:us-east-1:123456789012:";

    /** The calls name an address and an interface; the reference knows the instance as well. */
    private static final List<String> OF_ADDRESSES = List.of(
            "ec2:AssociateAddress on " + EC2 + "instance/*",
            "ec2:DisassociateAddress on " + EC2 + "instance/*",
            "ec2:DisassociateAddress on " + EC2 + "network-interface/*");

    private Open() {}

    static List<String> of(String function) {
        return function.equals("isolate-instance") ? OF_ADDRESSES : List.of();
    }
}
