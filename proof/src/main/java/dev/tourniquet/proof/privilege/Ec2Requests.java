package dev.tourniquet.proof.privilege;

import dev.tourniquet.localaws.policy.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What IAM is asked for a call to EC2: once for each resource. What a call makes has no id yet. */
final class Ec2Requests {
    private static final String NEW = "new";

    private final Names names;

    Ec2Requests(Names names) {
        this.names = names;
    }

    List<Request> of(MadeCall call) {
        String action = Actions.ownAction(call);
        return switch ((Ec2Request) call.request()) {
            case CreateSecurityGroupRequest create ->
                creation(
                        tagged(on(action, "security-group/" + NEW), create.tagSpecifications()),
                        "CreateSecurityGroup",
                        create.tagSpecifications(),
                        Stream.of(on(action, "vpc/" + create.vpcId())));
            case CreateSnapshotsRequest create ->
                creation(
                        tagged(snapshot(action), create.tagSpecifications()),
                        "CreateSnapshots",
                        create.tagSpecifications(),
                        Stream.of(
                                on(
                                        action,
                                        "instance/"
                                                + create.instanceSpecification().instanceId()),
                                on(action, "volume/vol-of-the-instance")));
            case ModifyNetworkInterfaceAttributeRequest modify -> moved(action, modify);
            case ModifyInstanceAttributeRequest modify -> attribute(action, modify);
            case CreateTagsRequest tag -> tags(action, tag.resources(), tag.tags(), true);
            case DeleteTagsRequest untag -> tags(action, untag.resources(), untag.tags(), false);
            case AssociateAddressRequest address ->
                List.of(
                        on(action, "elastic-ip/" + address.allocationId()),
                        on(action, "network-interface/" + address.networkInterfaceId()));
            case DisassociateAddressRequest address ->
                List.of(on(action, "elastic-ip/eipalloc-of-" + address.associationId()));
            case Ec2Request other -> List.of(onWhatItNames(action, call));
        };
    }

    private Request onWhatItNames(String action, MadeCall call) {
        if (call.has("GroupId")) {
            return onGroup(action, call.field("GroupId", String.class));
        }
        return call.has("InstanceId")
                ? on(action, "instance/" + call.field("InstanceId", String.class))
                : Requests.in(names.region(), action, "*");
    }

    private List<Request> moved(String action, ModifyNetworkInterfaceAttributeRequest modify) {
        List<Request> requests = new ArrayList<>();
        requests.add(on(action, "network-interface/" + modify.networkInterfaceId()));
        modify.groups().forEach(group -> requests.add(onGroup(action, group)));
        String instance = names.instanceByInterface().get(modify.networkInterfaceId());
        if (instance != null) {
            requests.add(on(action, "instance/" + instance));
        }
        return requests;
    }

    private List<Request> attribute(String action, ModifyInstanceAttributeRequest modify) {
        List<Request> requests = new ArrayList<>();
        Request onInstance = on(action, "instance/" + modify.instanceId());
        requests.add(
                modify.userData() == null
                        ? onInstance
                        : onInstance.with(
                                "ec2:Attribute/UserData", modify.userData().toString()));
        if (modify.hasBlockDeviceMappings()) {
            requests.add(on(action, "volume/vol-of-the-instance"));
        }
        return requests;
    }

    private List<Request> tags(String action, List<String> resources, List<Tag> tags, boolean withValues) {
        return resources.stream()
                .map(id -> withTags(on(action, kind(id) + "/" + id), tags, withValues))
                .toList();
    }

    private List<Request> creation(
            Request created, String operation, List<TagSpecification> specifications, Stream<Request> concerned) {
        List<Request> requests = new ArrayList<>(concerned.toList());
        requests.add(created);
        if (!specifications.isEmpty()) {
            requests.add(new Request(Actions.CREATE_TAGS, created.resource(), created.context())
                    .with("ec2:CreateAction", operation));
        }
        return requests;
    }

    private static Request tagged(Request request, List<TagSpecification> specifications) {
        List<Tag> tags = specifications.stream()
                .flatMap(specification -> specification.tags().stream())
                .toList();
        return tags.isEmpty() ? request : withTags(request, tags, true);
    }

    private static Request withTags(Request request, List<Tag> tags, boolean withValues) {
        Request all = request.with("aws:TagKeys", tags.stream().map(Tag::key).toArray(String[]::new));
        for (Tag tag : withValues ? tags : List.<Tag>of()) {
            all = all.with("aws:RequestTag/" + tag.key(), tag.value());
        }
        return all;
    }

    private Request onGroup(String action, String id) {
        Request request = on(action, "security-group/" + id);
        for (Map.Entry<String, String> tag :
                names.tagsByGroup().getOrDefault(id, Map.of()).entrySet()) {
            request = request.with("ec2:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return request;
    }

    /** A snapshot belongs to no account while it is made. */
    private Request snapshot(String action) {
        return Requests.in(names.region(), action, "arn:aws:ec2:" + names.region() + "::snapshot/" + NEW);
    }

    private Request on(String action, String resource) {
        return Requests.in(names.region(), action, names.arn("ec2", resource));
    }

    private static String kind(String id) {
        return switch (id.substring(0, id.indexOf('-'))) {
            case "i" -> "instance";
            case "sg" -> "security-group";
            case "vol" -> "volume";
            case "snap" -> "snapshot";
            default -> throw new IllegalArgumentException("what is " + id + "?");
        };
    }
}
