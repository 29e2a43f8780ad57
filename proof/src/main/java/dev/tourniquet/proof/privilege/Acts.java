package dev.tourniquet.proof.privilege;

import dev.tourniquet.proof.privilege.Act.Script;
import java.util.List;
import java.util.stream.Stream;

/** As few acts as it takes to make each function call all that it ever calls. */
final class Acts {
    private static final String REJOINING = """
            "release": {"options": {"isolate-instance": ["rejoin-auto-scaling-group"]}}""";

    private Acts() {}

    /** All but those of isolate-instance. */
    static List<Act> ofTheOthers() {
        return List.of(
                Act.of("revoke-sessions", "guardduty/Impact-IAMUser-AnomalousBehavior.first-session-of-a-role"),
                Act.of(
                        "deactivate-access-key",
                        "guardduty/UnauthorizedAccess-IAMUser-MaliciousIPCaller.user-key-reactivated"),
                Act.of("block-public-access", "guardduty/Policy-S3-BucketPublicAccessGranted"),
                Act.of("block-public-access", "guardduty/Policy-S3-AccountBlockPublicAccessDisabled"),
                Act.of("block-public-access", "guardduty/Policy-S3-BucketPublicAccessGranted.policy-denies-responder"),
                Act.of("republish-outcomes", "guardduty/Impact-IAMUser-AnomalousBehavior.first-session-of-a-role")
                        .as(Script.REPUBLISH),
                Act.of(
                                "prune-revocations",
                                "guardduty/Exfiltration-IAMUser-AnomalousBehavior.role-full-of-expired-revocations")
                        .given("{\"role\": {\"otherRevocations\": {\"expired\": 2}}}")
                        .as(Script.PRUNE),
                Act.of("notify", "guardduty/Backdoor-EC2-CnCActivity.B").as(Script.TELL),
                Act.of("dead-letters", "guardduty/Backdoor-EC2-CnCActivity.B").as(Script.SORT));
    }

    static List<Act> ofIsolateInstance() {
        return List.of(
                Act.of("isolate-instance", "guardduty/Backdoor-EC2-CnCActivity.B")
                        .given("{\"instance\": {\"autoScalingGroup\": true, \"targetGroups\": 1,"
                                + " \"classicLoadBalancers\": 1, \"elasticIp\": true, \"volumes\": 1}, " + REJOINING
                                + "}"),
                Act.of("isolate-instance", "guardduty/Backdoor-EC2-CnCActivity.B.standby")
                        .given("{\"instance\": {\"autoScalingGroup\": {\"min\": 1, \"max\": 2, \"desired\": 1},"
                                + " \"quarantineGroup\": \"with-rules\"}, " + REJOINING + "}"));
    }

    /** While its options are off, a case of before can be released. */
    static List<Act> ofIsolateInstanceWithoutOptions() {
        return Stream.concat(
                        ofIsolateInstance().stream(),
                        Stream.of(Act.of("isolate-instance", "guardduty/Backdoor-EC2-Spambot.elastic-ip-taken-away")
                                .as(Script.RELEASE_AFTER_OPTIONS_WERE_OFF)))
                .toList();
    }
}
