package dev.tourniquet.isolateinstance;

import dev.tourniquet.text.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A service that launched an instance and acts by itself once the instance stops to answer, so that isolating it does more
 * than to isolate it, and keeps less evidence. An Auto Scaling group is none: {@link LeaveAutoScalingGroup} takes the
 * instance out of it.
 *
 * @param name the service
 * @param sign by what of the instance it is known
 * @param act what it would do
 * @param settable the sign is a tag that everybody can set who may tag the instance
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html">Tags of EKS</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-ec2-fleet.html">Health checks of EC2 Fleet</a>
 * @see <a href="https://karpenter.sh/docs/concepts/nodeclasses/#spectags">Tags of Karpenter</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance-details-tags-managed-instances.html">Tags of
 *     ECS Managed Instances</a>, and
 *     <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html">{@code AmazonECSManaged}</a>
 * @see <a href="https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-tagging-resources.html">Tags of Elastic
 *     Beanstalk</a>
 * @see <a href="https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-tags.html">Tags of EMR</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/amazon-ec2-managed-instances.html">EC2 managed
 *     instances</a>
 */
record Owner(String name, String sign, String act, boolean settable) {
    private static final String AUTO_SCALING = "aws:autoscaling:groupName";
    private static final String FLEET = "aws:ec2:fleet-id";
    private static final String KUBERNETES = "deletes a node that stops to answer, and runs its pods on others";
    private static final String ECS = "replaces a container instance that stops to answer, and its tasks run elsewhere";
    private static final String CAPACITY = "terminates and replaces an instance that fails its health checks where the"
            + " fleet maintains its capacity, and need not mind termination protection";

    /** The first that fits a tag is its owner; a key that ends in a colon or a slash stands for all that begin with it. */
    private static final List<Mark> MARKS = List.of(
            new Mark("aws:eks:", "EKS", KUBERNETES),
            new Mark("eks:", "EKS", KUBERNETES),
            new Mark("kubernetes.io/cluster/", "a Kubernetes cluster", KUBERNETES),
            new Mark("karpenter.sh/", "Karpenter", KUBERNETES),
            new Mark("karpenter.k8s.aws/", "Karpenter", KUBERNETES),
            new Mark("aws:ecs:", "ECS", ECS),
            new Mark("AmazonECSManaged", "ECS", ECS),
            new Mark(FLEET, "EC2 Fleet", CAPACITY),
            new Mark("aws:ec2spot:fleet-request-id", "Spot Fleet", CAPACITY),
            new Mark(
                    "elasticbeanstalk:environment-name",
                    "Elastic Beanstalk",
                    "terminates and replaces an instance that it finds unhealthy"),
            new Mark("aws:elasticmapreduce:", "EMR", "replaces a node that stops to answer, or ends the cluster"));

    private record Mark(String key, String owner, String act) {
        boolean fits(Tag tag) {
            return (key.endsWith(":") || key.endsWith("/"))
                    ? tag.key().startsWith(key)
                    : tag.key().equals(key);
        }

        Owner owner(Tag tag) {
            return new Owner(
                    owner,
                    "tag " + PlainText.of(tag.key() + "=" + tag.value()),
                    act,
                    !tag.key().startsWith("aws:"));
        }
    }

    /** The owners of an instance, each once, with the sign that others cannot have set where there is one. */
    static List<Owner> of(Instance instance) {
        List<Owner> all = Stream.concat(operator(instance), MARKS.stream().flatMap(mark -> marked(instance, mark)))
                .sorted((one, other) -> Boolean.compare(one.settable, other.settable))
                .toList();
        Map<String, Owner> first = new LinkedHashMap<>();
        all.forEach(owner -> first.putIfAbsent(owner.name, owner));
        return List.copyOf(first.values());
    }

    /** Why a person is asked. */
    String reason(String instanceId) {
        return instanceId + " belongs to " + name + " (" + sign + "), which " + act
                + (settable
                        ? "; everybody who may tag the instance can set that tag: if it is not true, contain by hand, as the runbook says"
                        : "");
    }

    private static Stream<Owner> marked(Instance instance, Mark mark) {
        return instance.tags().stream()
                .filter(mark::fits)
                .filter(tag -> !tag.key().equals(FLEET) || !launchedOnly(instance))
                .map(mark::owner);
    }

    /**
     * Auto Scaling, too, launches through a fleet, of the kind that ends with the launch. Once we have taken the instance
     * out of its group only the mark of the fleet is left, and a case that is under way must be finished.
     */
    private static boolean launchedOnly(Instance instance) {
        return Tags.value(instance.tags(), AUTO_SCALING).isPresent()
                || Tags.value(instance.tags(), Tags.CASE)
                        .filter(value -> value.startsWith("isolate-instance/" + instance.instanceId() + "/"))
                        .isPresent();
    }

    private static Stream<Owner> operator(Instance instance) {
        OperatorResponse operator = instance.operator();
        return operator == null || !Boolean.TRUE.equals(operator.managed())
                ? Stream.empty()
                : Stream.of(new Owner(
                        String.valueOf(operator.principal()),
                        "EC2 says that it manages the instance",
                        "may replace it, and without which EC2 refuses most changes",
                        false));
    }
}
