package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Registers an instance again where it was registered. What fails in one target group keeps it from no other. */
final class Return {
    private final TargetGroups targetGroups;
    private final Instance instance;
    private final Names names;
    private final List<String> notes = new ArrayList<>();
    private boolean changed;
    private boolean failed;
    private boolean waiting;

    Return(TargetGroups targetGroups, Instance instance) {
        this.targetGroups = targetGroups;
        this.instance = instance;
        this.names = Names.of(instance);
    }

    Restoration to(Registrations before) {
        before.unread().forEach(group -> notes.add(group.arn() + " could not be read, and was not left"));
        before.byGroup().forEach((targetGroup, targets) -> {
            try {
                restore(targetGroup, targets);
            } catch (CallFailed e) {
                failed = true;
                notes.add(String.valueOf(e.getMessage()));
            }
        });
        if (waiting) {
            notes.add("the instance is " + instance.state().nameAsString()
                    + ", and only a running one can be registered: start it, then release again");
        }
        return new Restoration(kind(), String.join("; ", notes));
    }

    private Restoration.Kind kind() {
        if (failed) {
            return Restoration.Kind.FAILED;
        }
        if (waiting) {
            return Restoration.Kind.KEPT;
        }
        return changed ? Restoration.Kind.RESTORED : Restoration.Kind.ALREADY_SO;
    }

    private void restore(String targetGroup, List<Registration> before) {
        before.stream()
                .map(Registration::id)
                .filter(id -> !names.include(id))
                .distinct()
                .forEach(id -> notes.add(
                        id + " is no address of the instance any more, and is not registered again in " + targetGroup));
        List<Registration> now = targetGroups.now(targetGroup, before).stream()
                .filter(target -> !target.leaving())
                .toList();
        List<Registration> lost = before.stream()
                .filter(target -> names.include(target.id()))
                .filter(target -> now.stream().noneMatch(target::sameTarget))
                .toList();
        if (lost.stream().anyMatch(Registration::leaving)) {
            notes.add("was already leaving " + targetGroup + " when it was read, and is not registered again");
        }
        List<Registration> wanted =
                lost.stream().filter(target -> !target.leaving()).toList();
        List<Registration> possible = wanted.stream().filter(this::canRegister).toList();
        if (possible.size() < wanted.size()) {
            waiting = true;
            notes.add("not registered in " + targetGroup);
        }
        if (!possible.isEmpty()) {
            register(targetGroup, possible);
        }
    }

    private void register(String targetGroup, List<Registration> targets) {
        if (targetGroups.register(targetGroup, targets)) {
            changed = true;
        } else {
            notes.add(targetGroup + " is gone");
        }
    }

    /** Load balancing takes an instance by its id only while it runs, an address at any time. */
    private boolean canRegister(Registration target) {
        return !target.byInstance() || instance.state().name() == InstanceStateName.RUNNING;
    }
}
