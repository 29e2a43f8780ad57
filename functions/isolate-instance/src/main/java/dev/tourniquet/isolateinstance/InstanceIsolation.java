package dev.tourniquet.isolateinstance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.engine.Pause;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.FunctionConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Isolates an EC2 instance that acts for an attacker. */
final class InstanceIsolation implements Response {
    private final FunctionConfig config;
    private final InstantSource clock;
    private final Instances instances;
    private final NetworkInterfaces interfaces;
    private final QuarantineGroups groups;
    private final AutoScalingGroups autoScaling;
    private final Sightings sightings;
    private final Map<String, StepAction> actions;

    private InstanceIsolation(Aws aws, FunctionConfig config, Ec2Client ec2) {
        this.config = config;
        this.clock = aws.clock();
        this.instances = new Instances(ec2);
        this.interfaces = new NetworkInterfaces(ec2, Pause.SLEEP);
        this.groups = new QuarantineGroups(ec2, config.account(), Pause.SLEEP);
        this.autoScaling = new AutoScalingGroups(aws.client(AutoScalingClient.builder()));
        this.sightings = new Sightings(aws.clock());
        TargetGroups targetGroups = new TargetGroups(aws.client(ElasticLoadBalancingV2Client.builder()));
        this.actions = Stream.<StepAction>of(
                        new EnsureQuarantineGroup(groups, sightings),
                        new QuarantineInterface(interfaces, groups, sightings),
                        new LeaveAutoScalingGroup(autoScaling, new Readiness(instances, groups, Pause.SLEEP)),
                        new LeaveTargetGroups(instances, targetGroups),
                        InstanceAttribute.protectTermination(ec2, instances),
                        InstanceAttribute.stopOnShutdown(ec2, instances),
                        new KeepVolumes(ec2, instances),
                        new SnapshotVolumes(ec2, aws.patientClient(Ec2Client.builder())),
                        new TagInstance(ec2, instances))
                .collect(toUnmodifiableMap(StepAction::name, Function.identity()));
    }

    static InstanceIsolation of(Aws aws, FunctionConfig config) {
        return new InstanceIsolation(aws, config, aws.client(Ec2Client.builder()));
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
        return config.severity();
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
        plan.instance().networkInterfaces().stream()
                .map(InstanceNetworkInterface::networkInterfaceId)
                .forEach(each -> sightings.attached(each, id));
        return plan.planning(exemption(plan.instance()));
    }

    @Override
    public Set<String> releaseOptions() {
        return Set.of(LeaveAutoScalingGroup.REJOIN);
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
        Set<String> planned = plan.steps().stream()
                .filter(step -> step.action().equals(QuarantineInterface.NAME))
                .map(Step::resource)
                .collect(Collectors.toSet());
        return interfaces.of(target.key()).stream()
                .filter(found -> !planned.contains(found.networkInterfaceId()))
                .filter(found -> !isQuarantined(found))
                .map(found -> new Gap(
                        "network interface " + found.networkInterfaceId() + ", which came after the plan, is in "
                                + NetworkInterfaces.groups(found.groups()),
                        true))
                .toList();
    }

    private boolean isQuarantined(NetworkInterface found) {
        return groups.in(found.vpcId())
                .filter(QuarantineGroup::isEmpty)
                .filter(group -> NetworkInterfaces.groups(found.groups()).equals(List.of(group.id())))
                .isPresent();
    }

    private Exemption exemption(Instance instance) {
        String id = instance.instanceId();
        String arn =
                "arn:%s:ec2:%s:%s:instance/%s".formatted(config.partition(), config.region(), config.account(), id);
        return config.exemptions().of(List.of(id, arn), Tags.map(instance.tags()), clock.instant());
    }

    /** One round trip: the three reads do not wait for each other. */
    private Optional<IsolationPlan> read(String id) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<Instance>> instance = reads.start(() -> instances.find(id));
            Supplier<List<QuarantineGroup>> quarantine = reads.start(groups::all);
            Supplier<@Nullable JsonNode> membership = reads.start(() -> membership(id));
            return instance.get().map(found -> new IsolationPlan(found, quarantine.get(), membership.get()));
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
