package dev.tourniquet.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;

/** Leaves an interface in the all-open group once it is in. */
final class LeftOpen implements ExecutionInterceptor {
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> opened = new ConcurrentHashMap<>();

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.request() instanceof CreateSecurityGroupRequest create
                && create.groupName().startsWith("tourniquet-connection-cut")
                && context.response() instanceof CreateSecurityGroupResponse created) {
            open.add(created.groupId());
        }
        return context.response();
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof ModifyNetworkInterfaceAttributeRequest modify)) {
            return context.request();
        }
        String id = modify.networkInterfaceId();
        if (open.containsAll(modify.groups())) {
            opened.put(id, modify.groups());
        }
        return opened.containsKey(id)
                ? modify.toBuilder().groups(opened.get(id)).build()
                : modify;
    }
}
