package dev.tourniquet.isolateinstance;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Evidence that an isolated instance can still lose: nothing here stops or reboots it, but others do. */
record Perishables(Instance instance) {

    List<String> risks() {
        List<String> risks = new ArrayList<>();
        if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
            risks.add("It is a Spot instance: EC2 may interrupt it with two minutes' notice, whatever protects it from"
                    + " termination, and its memory is lost then.");
        }
        if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
            risks.add("Its root volume is an instance store: it is in no snapshot, and lost when the instance ends.");
        }
        return risks;
    }

    List<String> nextSteps() {
        List<String> next = new ArrayList<>();
        next.add("Capture memory, if it is needed, before anybody stops or reboots the instance: either loses it.");
        if (isHibernatable()) {
            next.add(
                    instance.state().name() == InstanceStateName.STOPPED
                            ? "Hibernation is enabled: if the instance was hibernated, its memory is on the root volume, and so in"
                                    + " its snapshot. Starting it consumes that."
                            : "Hibernation is enabled: if the instance has to stop, hibernate it (aws ec2 stop-instances"
                                    + " --hibernate), which writes its memory to the root volume.");
        }
        String type = instance.instanceTypeAsString();
        if (type != null) {
            next.add("Find out whether an instance of type " + type
                    + " has instance store volumes, which are lost when it stops"
                    + " and are in no snapshot: aws ec2 describe-instance-types --instance-types " + type
                    + " --query 'InstanceTypes[].InstanceStorageInfo'.");
        }
        return next;
    }

    private boolean isHibernatable() {
        return instance.hibernationOptions() != null
                && Boolean.TRUE.equals(instance.hibernationOptions().configured());
    }
}
