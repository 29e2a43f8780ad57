package dev.tourniquet.isolateinstance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.DynamoEvidenceStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** Isolates an EC2 instance that acts for an attacker. */
final class InstanceIsolation implements Response {
    private final IsolateInstanceConfig config;
    private final InstantSource clock;
    private final LiveExemptions exemptions;
    private final Instances instances;
    private final QuarantineGroups groups;
    private final ConnectionCutGroups allOpen;
    private final Aftermath aftermath;
    private final Inmates inmates;
    private final AutoScalingGroups autoScaling;
    private final Sightings sightings;
    private final Remarks remarks = new Remarks();
    private final Map<String, StepAction> actions;

    private InstanceIsolation(Aws aws, IsolateInstanceConfig config, Deadline deadline, Ec2Client ec2) {
        this.config = config;
        this.clock = aws.clock();
        this.exemptions = new LiveExemptions(config.function(), clock);
        this.instances = new Instances(ec2);
        NetworkInterfaces interfaces = new NetworkInterfaces(ec2, aws.pause());
        this.groups = new QuarantineGroups(ec2, config.function().account(), aws.pause());
        this.allOpen = new ConnectionCutGroups(ec2, config.function().account(), aws.pause());
        this.aftermath = new Aftermath(groups, interfaces, new Members(groups, interfaces, instances), remarks);
        this.inmates = new Inmates(groups, allOpen, interfaces);
        this.autoScaling = new AutoScalingGroups(aws.client(AutoScalingClient.builder()));
        this.sightings = new Sightings(aws.clock());
        TargetGroups targetGroups = new TargetGroups(aws.client(ElasticLoadBalancingV2Client.builder()));
        ClassicLoadBalancers balancers = new ClassicLoadBalancers(aws.client(ElasticLoadBalancingClient.builder()));
        ConnectionCut connections = ConnectionCut.of(aws, config, deadline);
        Consoles consoles = new Consoles(ec2);
        EvidenceStore evidence = new DynamoEvidenceStore(
                aws.client(DynamoDbClient.builder()), config.function().ledgerTable());
        this.actions = Stream.<StepAction>of(
                        new EnsureQuarantineGroup(groups, sightings, remarks),
                        new EnsureConnectionCutGroup(allOpen),
                        new QuarantineInterface(interfaces, groups, connections, sightings, remarks),
                        new LeaveAutoScalingGroup(
                                autoScaling,
                                new Readiness(instances, groups, aws.pause()),
                                new MemberRegistrations(targetGroups, balancers),
                                remarks),
                        new LeaveTargetGroups(instances, targetGroups, clock),
                        new LeaveClassicLoadBalancers(instances, balancers),
                        new DisassociateAddress(new Addresses(ec2), interfaces),
                        RevokeInstanceSession.of(
                                aws.client(IamClient.builder()),
                                new Protection(
                                        config.function().protectedPrincipals(),
                                        config.function().region()),
                                exemptions,
                                clock),
                        KeepEvidence.output(consoles, evidence, remarks, clock),
                        KeepEvidence.screenshot(consoles, evidence, remarks, clock),
                        InstanceAttribute.protectTermination(ec2, instances),
                        InstanceAttribute.stopOnShutdown(ec2, instances),
                        new KeepVolumes(ec2, instances),
                        new SnapshotVolumes(ec2, aws.patientClient(Ec2Client.builder()), remarks),
                        new TagInstance(ec2, instances))
                .collect(toUnmodifiableMap(StepAction::name, Function.identity()));
    }

    static InstanceIsolation of(Aws aws, IsolateInstanceConfig config, Deadline deadline) {
        return new InstanceIsolation(aws, config, deadline, aws.client(Ec2Client.builder()));
    }

    @Override
    public String name() {
        return "isolate-instance";
    }

    @Override
    public boolean covers(Target target) {
        return target instanceof Target.Instance;
    }

    @Override
    public Thresholds thresholds(Target target) {
        return config.function().severity();
    }

    @Override
    public Planning plan(Finding finding, Target target) {
        String id = target.key();
        Optional<IsolationPlan> read = read(id);
        if (read.isEmpty()) {
            return new Planning.NothingToDo(id + " does not exist");
        }
        IsolationPlan plan = read.get();
        sightings.tidy();
        plan.vpcs().forEach(vpc -> sightings.group(vpc, plan.groupIn(vpc)));
        plan.instance()
                .networkInterfaces()
                .forEach(each ->
                        sightings.attached(each.networkInterfaceId(), id, NetworkInterfaces.groups(each.groups())));
        remarks.forget(id);
        return plan.planning(exemptions.of(plan.instance()));
    }

    @Override
    public Target canary(String nonce) {
        return new Target.Instance("i-00000000000000000", false);
    }

    @Override
    public Set<String> releaseOptions() {
        return Set.of(LeaveAutoScalingGroup.REJOIN);
    }

    @Override
    public List<Holding> holdings() {
        return inmates.all();
    }

    @Override
    public StepAction action(String name) {
        StepAction action = actions.get(name);
        if (action == null) {
            throw new IllegalArgumentException("no step of isolate-instance is called " + name);
        }
        return action;
    }

    @Override
    public List<Gap> gaps(Target target, Plan plan) {
        return aftermath.gaps(target.key(), interfaces(plan));
    }

    @Override
    public List<String> remarks(Target target, Plan plan) {
        Stream<String> sessions = plan.steps().stream()
                .filter(step -> step.action().equals(RevokeInstanceSession.NAME))
                .flatMap(step -> RevokeInstanceSession.remark(step).stream());
        return Stream.concat(aftermath.remarks(target.key(), interfaces(plan)).stream(), sessions)
                .toList();
    }

    private static List<Step> interfaces(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.action().equals(QuarantineInterface.NAME))
                .toList();
    }

    /** One round trip: the reads do not wait for each other. */
    private Optional<IsolationPlan> read(String id) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<Instance>> instance = reads.start(() -> instances.find(id));
            Supplier<List<QuarantineGroup>> quarantine = reads.start(groups::all);
            Supplier<@Nullable JsonNode> membership = reads.start(() -> membership(id));
            Supplier<ConnectionCuts> cuts = reads.start(this::connectionCuts);
            return instance.get()
                    .map(found -> new IsolationPlan(
                            found,
                            quarantine.get(),
                            membership.get(),
                            cuts.get(),
                            config.disassociateAddresses(),
                            clock.instant()));
        }
    }

    private ConnectionCuts connectionCuts() {
        if (!config.cutConnections()) {
            return ConnectionCuts.OFF;
        }
        try {
            return new ConnectionCuts(true, allOpen.all());
        } catch (CallFailed failed) {
            return new ConnectionCuts(true, List.of());
        }
    }

    private @Nullable JsonNode membership(String id) {
        try {
            return LeaveAutoScalingGroup.state(autoScaling.of(id));
        } catch (CallFailed failed) {
            return null;
        }
    }
}
