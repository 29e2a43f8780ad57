package dev.tourniquet.proof.load;

import dev.tourniquet.replay.world.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes the resources of a run in the emulator. */
final class Estate {
    /** How many sessions, and how many instances, share a role. */
    private static final int SHARING = 4;

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}""";

    private final Clients clients;
    private final Random random;

    /**
     * What there is.
     *
     * @param named by a finding that acts
     * @param bystanders by none
     */
    record Targets(List<Target> named, List<Target> bystanders) {}

    private interface Maker {
        List<Target> make(String prefix, int count);
    }

    Estate(Clients clients, Random random) {
        this.clients = clients;
        this.random = random;
    }

    Targets make(Mix mix) {
        List<Target> named = new ArrayList<>();
        List<Target> bystanders = new ArrayList<>();
        add(this::instances, mix.instances(), mix, named, bystanders);
        add(this::sessions, mix.sessions(), mix, named, bystanders);
        add(this::keys, mix.keys(), mix, named, bystanders);
        add(this::buckets, mix.buckets(), mix, named, bystanders);
        return new Targets(named, bystanders);
    }

    private static void add(Maker maker, int count, Mix mix, List<Target> named, List<Target> bystanders) {
        if (count > 0) {
            named.addAll(maker.make("named", count));
            bystanders.addAll(maker.make("bystander", mix.bystanders()));
        }
    }

    private List<Target> instances(String prefix, int count) {
        Subnet subnet = clients.ec2().describeSubnets().subnets().getFirst();
        String group = clients.ec2()
                .createSecurityGroup(request -> request.groupName("app-" + prefix)
                        .description("of a load test")
                        .vpcId(subnet.vpcId()))
                .groupId();
        List<Target> made = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String role = "web-" + prefix + "-" + number / SHARING;
            if (number % SHARING == 0) {
                role(role);
                clients.iam().createInstanceProfile(request -> request.instanceProfileName(role));
                clients.iam()
                        .addRoleToInstanceProfile(
                                request -> request.instanceProfileName(role).roleName(role));
            }
            String network = clients.ec2()
                    .createNetworkInterface(
                            request -> request.subnetId(subnet.subnetId()).groups(group))
                    .networkInterface()
                    .networkInterfaceId();
            Instance instance = launch(network, role);
            made.add(new Target(Target.Kind.INSTANCE, instance.instanceId(), role, network));
        }
        return made;
    }

    private Instance launch(String network, String profile) {
        return clients.ec2()
                .runInstances(request -> request.imageId("ami-12345678")
                        .minCount(1)
                        .maxCount(1)
                        .networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                                .deviceIndex(0)
                                .networkInterfaceId(network)
                                .build())
                        .blockDeviceMappings(BlockDeviceMapping.builder()
                                .deviceName("/dev/sda1")
                                .ebs(ebs -> ebs.volumeSize(8).deleteOnTermination(true))
                                .build())
                        .iamInstanceProfile(spec -> spec.name(profile)))
                .instances()
                .getFirst();
    }

    private List<Target> sessions(String prefix, int count) {
        List<Target> made = new ArrayList<>();
        String id = "";
        for (int number = 0; number < count; number++) {
            String role = "job-" + prefix + "-" + number / SHARING;
            id = number % SHARING == 0 ? role(role) : id;
            String session = "i-%017x".formatted(random.nextLong() >>> 1).substring(0, 19);
            made.add(new Target(Target.Kind.SESSION, id + ":" + session, role, id));
        }
        return made;
    }

    private String role(String name) {
        return clients.iam()
                .createRole(request -> request.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .roleId();
    }

    private List<Target> keys(String prefix, int count) {
        List<Target> made = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String name = "robot-" + prefix + "-" + number;
            String id = clients.iam()
                    .createUser(request -> request.userName(name))
                    .user()
                    .userId();
            String key = clients.iam()
                    .createAccessKey(request -> request.userName(name))
                    .accessKey()
                    .accessKeyId();
            made.add(new Target(Target.Kind.KEY, key, name, id));
        }
        return made;
    }

    private List<Target> buckets(String prefix, int count) {
        List<Target> made = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String name = "shop-" + prefix + "-" + number;
            clients.s3().createBucket(request -> request.bucket(name));
            clients.s3().putBucketPolicy(request -> request.bucket(name).policy("""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*"}]}""".formatted(name)));
            made.add(new Target(Target.Kind.BUCKET, name, "", ""));
        }
        return made;
    }
}
