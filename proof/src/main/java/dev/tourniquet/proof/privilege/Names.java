package dev.tourniquet.proof.privilege;

import dev.tourniquet.replay.world.Clients;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * What calls name by less than their ARN, or IAM knows besides: paths of roles, users and profiles, tags of security groups, the
 * instance of an interface. Read from the account after a run.
 */
record Names(
        String account,
        String region,
        Map<String, String> arns,
        Map<String, Map<String, String>> tagsByGroup,
        Map<String, String> instanceByInterface) {

    static Names of(Clients clients, String account, String region) {
        Map<String, String> arns = new HashMap<>();
        clients.iam().listRolesPaginator().roles().forEach(role -> arns.put("role/" + role.roleName(), role.arn()));
        clients.iam().listUsersPaginator().users().forEach(user -> arns.put("user/" + user.userName(), user.arn()));
        clients.iam()
                .listInstanceProfilesPaginator()
                .instanceProfiles()
                .forEach(profile -> arns.put("instance-profile/" + profile.instanceProfileName(), profile.arn()));
        Map<String, Map<String, String>> tags = new HashMap<>();
        for (SecurityGroup group :
                clients.ec2().describeSecurityGroupsPaginator().securityGroups()) {
            Map<String, String> own = new HashMap<>();
            group.tags().forEach(tag -> own.put(tag.key(), tag.value()));
            tags.put(group.groupId(), own);
        }
        Map<String, String> instances = new HashMap<>();
        for (NetworkInterface each :
                clients.ec2().describeNetworkInterfacesPaginator().networkInterfaces()) {
            Optional.ofNullable(each.attachment())
                    .map(attachment -> attachment.instanceId())
                    .ifPresent(instance -> instances.put(each.networkInterfaceId(), instance));
        }
        return new Names(account, region, arns, tags, instances);
    }

    /** @param kind as in an ARN: role, user, instance-profile */
    String iam(String kind, String name) {
        return arns.getOrDefault(kind + "/" + name, "arn:aws:iam::" + account + ":" + kind + "/" + name);
    }

    /** In this account and Region. */
    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
