package dev.tourniquet.proof;

import dev.tourniquet.replay.world.Clients;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** What somebody makes, between a containment and its release, of what was contained. */
enum Drift {
    /** Of each denial of a user: a permission. */
    PERMITTED_USER {
        @Override
        void in(Clients account, String id) {
            account.iam()
                    .listUsersPaginator()
                    .users()
                    .forEach(user ->
                            account
                                    .iam()
                                    .listUserPolicies(request -> request.userName(user.userName()))
                                    .policyNames()
                                    .stream()
                                    .filter(name -> name.startsWith(OURS))
                                    .forEach(name -> account.iam()
                                            .putUserPolicy(request -> request.userName(user.userName())
                                                    .policyName(name)
                                                    .policyDocument(PERMISSION))));
        }
    },
    /** Of each revocation of a role: a permission. */
    PERMITTED_ROLE {
        @Override
        void in(Clients account, String id) {
            account.iam()
                    .listRolesPaginator()
                    .roles()
                    .forEach(role ->
                            account
                                    .iam()
                                    .listRolePolicies(request -> request.roleName(role.roleName()))
                                    .policyNames()
                                    .stream()
                                    .filter(name -> name.startsWith(OURS))
                                    .forEach(name -> account.iam()
                                            .putRolePolicy(request -> request.roleName(role.roleName())
                                                    .policyName(name)
                                                    .policyDocument(PERMISSION))));
        }
    },
    /** Of the block of each bucket: two flags of four. */
    HALF_OPEN_BUCKETS {
        @Override
        void in(Clients account, String id) {
            account.s3()
                    .listBuckets()
                    .buckets()
                    .forEach(bucket -> account.s3()
                            .putPublicAccessBlock(request -> request.bucket(bucket.name())
                                    .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.builder()
                                            .blockPublicAcls(true)
                                            .ignorePublicAcls(true)
                                            .blockPublicPolicy(false)
                                            .restrictPublicBuckets(false)
                                            .build())));
        }
    },
    /** Of the block of the account: two flags of four. */
    HALF_OPEN_ACCOUNT {
        @Override
        void in(Clients account, String id) {
            account.s3Control()
                    .putPublicAccessBlock(request -> request.accountId(id)
                            .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)
                                    .ignorePublicAcls(true)
                                    .blockPublicPolicy(false)
                                    .restrictPublicBuckets(false)));
        }
    },
    /** Each interface in a group of ours is moved into the default group of its VPC, and what is tagged with a case tagged by hand. */
    MOVED_INSTANCE {
        @Override
        void in(Clients account, String id) {
            account.ec2().describeNetworkInterfaces().networkInterfaces().stream()
                    .filter(found -> found.groups().stream()
                            .anyMatch(group -> group.groupName().startsWith(OURS)))
                    .forEach(found -> move(account, found));
            account.ec2()
                    .describeTags(request -> request.filters(filter("key", CASE)))
                    .tags()
                    .forEach(tag -> account.ec2()
                            .createTags(request -> request.resources(tag.resourceId())
                                    .tags(Tag.builder()
                                            .key(CASE)
                                            .value("by hand")
                                            .build())));
        }
    };

    private static final String OURS = "tourniquet-";
    private static final String CASE = "tourniquet:case";
    private static final String PERMISSION =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

    /**
     * Brings it about.
     *
     * @param id of the account
     */
    abstract void in(Clients account, String id);

    private static void move(Clients account, NetworkInterface found) {
        String open = account.ec2()
                .describeSecurityGroups(
                        request -> request.filters(filter("vpc-id", found.vpcId()), filter("group-name", "default")))
                .securityGroups()
                .getFirst()
                .groupId();
        account.ec2()
                .modifyNetworkInterfaceAttribute(request ->
                        request.networkInterfaceId(found.networkInterfaceId()).groups(open));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
