package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * What a quarantine group leaves open.
 *
 * @param foreignGroups groups of others under a name that is reserved for quarantine groups
 * @param cutsConnections whether the configuration asks for that
 * @param disassociatesAddresses whether Elastic IP addresses are taken away
 * @param revokesSession whether the session on the role of the instance profile is revoked
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">Connection tracking</a>
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html">What security groups do not filter</a>
 */
record ResidualRisks(
        Instance instance,
        @Nullable JsonNode membership,
        List<QuarantineGroup> foreignGroups,
        boolean cutsConnections,
        boolean disassociatesAddresses,
        boolean revokesSession) {
    private static final String ALWAYS_TRACKED =
            " Flows through Network Load Balancers, NAT gateways, transit gateways,"
                    + " Gateway Load Balancers, Network Firewall and Global Accelerator are always tracked.";
    private static final String TRACKED =
            "Tracked connections that were open can outlive the change of groups, an established TCP connection until it has been"
                    + " idle for up to 5 days (350 seconds on Nitro v6 instances) unless the interface sets a shorter"
                    + " timeout." + ALWAYS_TRACKED;
    private static final String CUT =
            "Connections that were open are cut by moving each interface, once it is quarantined, into the all-open group and"
                    + " straight back. That this ends tracked flows is not verified on AWS, whose documents contradict"
                    + " each other; one that it does not end lives on until it has been idle for up to 5 days (350 seconds"
                    + " on Nitro v6 instances)." + ALWAYS_TRACKED + " They survive it.";
    private static final String UNFILTERED =
            "Security groups do not filter DNS through the VPC's resolver, through which data can leave, nor the instance"
                    + " metadata service and the Amazon Time Sync Service.";

    List<String> sentences() {
        List<String> risks = new ArrayList<>(List.of(cutsConnections ? CUT : TRACKED, UNFILTERED));
        IamInstanceProfile profile = instance.iamInstanceProfile();
        if (profile != null) {
            risks.add(revokesSession ? revoked(profile) : notRevoked(profile));
        }
        if (membership != null && !membership.isEmpty()) {
            risks.add("Auto Scaling group " + autoScalingGroup()
                    + " launches a replacement from the same template: what was exploited may be exploited again.");
            risks.add(
                    "Where the instance is in Standby, it is still a member of that group: whoever returns it to service, or"
                            + " refreshes or deletes the group, has it terminated.");
        }
        PublicAddress.of(instance).stream().map(this::about).forEach(risks::add);
        risks.addAll(new Perishables(instance).risks());
        return risks;
    }

    private static String revoked(IamInstanceProfile profile) {
        return "What the instance got from its instance profile " + profile.arn()
                + " before the cut-off is denied where revoke-instance-session holds, which takes up to a few minutes to be"
                + " known everywhere; where it does not, or a next step says that the role is not touched, it stays valid."
                + " The instance metadata service goes on handing out credentials, and those issued from the cut-off on"
                + " pass: do not associate the profile or its role anew, which issues them at once.";
    }

    private static String notRevoked(IamInstanceProfile profile) {
        return "Credentials of the instance profile " + profile.arn()
                + " that were taken stay valid outside unless their session was revoked, and the instance can still fetch new ones.";
    }

    private String about(PublicAddress address) {
        if (disassociatesAddresses && address.elastic()) {
            return "Where Elastic IP address " + address.ip()
                    + " is taken away, EC2 may assign another public address within minutes, as the subnet has it.";
        }
        return "Public address " + address.ip()
                + " stays with the instance"
                + (address.elastic() ? " unless a step of its case takes it away" : "")
                + ": connections that are still tracked go on through it."
                + (address.elastic() ? "" : " EC2 assigned it, and takes it back only when the instance stops.");
    }

    List<String> nextSteps() {
        List<String> next = new ArrayList<>(new Perishables(instance).nextSteps());
        if (instance.iamInstanceProfile() != null) {
            next.add("Look for use of the instance profile's credentials elsewhere (CloudTrail, session name "
                    + instance.instanceId()
                    + "); findings about it are answered by revoke-sessions, with a later cut-off.");
        }
        if (membership != null && !membership.isEmpty()) {
            next.add("Look at the replacement in Auto Scaling group " + autoScalingGroup() + " and at its template.");
        }
        if (!disassociatesAddresses && PublicAddress.of(instance).stream().anyMatch(PublicAddress::elastic)) {
            next.add(
                    "To take Elastic IP addresses away, note their interface and private address first; the configuration can"
                            + " ask for it (disassociateElasticIps).");
        }
        Trunks.of(instance)
                .forEach(
                        trunk -> next.add(
                                "Find the branch interfaces of the trunk " + trunk
                                        + " (aws ec2 describe-trunk-interface-associations) and quarantine those of the attacker by hand."));
        foreignGroups.forEach(
                group -> next.add("Find out who made security group " + group.id() + ", which has the name "
                        + group.name() + " but not the tag " + QuarantineGroup.TAG + ", and so is not used."));
        return next;
    }

    private String autoScalingGroup() {
        return membership == null
                ? ""
                : PlainText.of(membership.path("autoScalingGroup").asText());
    }
}
