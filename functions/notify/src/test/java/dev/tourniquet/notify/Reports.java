package dev.tourniquet.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.ReleaseReport;
import dev.tourniquet.engine.Report;
import dev.tourniquet.finding.Source;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Announcements as the engine makes them. */
final class Reports {
    static final Instant NIGHT = Instant.parse("2026-11-26T03:12:45Z");
    static final String ID = "37686cbbc0f944761108711d00615399";
    static final String ARN =
            "arn:aws:guardduty:us-east-1:123456789012:detector/1cb00b1c9d2f4a5e8b7c6d5e4f3a2b10/finding/" + ID;
    static final String CASE = "isolate-instance/i-0aba0c7fd897b99bf/1";
    static final String PLAN = "0123456789abcdef0123";

    private Reports() {}

    static Report of(Outcome.Kind outcome) {
        return switch (outcome) {
            case CONTAINED ->
                report(
                        outcome,
                        List.of("every containing step was read back"),
                        List.of(
                                "Tracked connections that were open can outlive the change of groups, for up to five days.",
                                "Network Load Balancers, NAT gateways, transit gateways and firewall endpoints keep their flows."),
                        List.of("Look at the snapshots before the instance is released."),
                        List.of("The web tier loses one of three instances."),
                        "VERIFIED",
                        2140L,
                        null);
            case AWAITING_APPROVAL ->
                report(
                        outcome,
                        List.of("the instance is a node of the EKS cluster shop"),
                        List.of(
                                "Tracked connections that were open can outlive the change of groups, for up to five days."),
                        List.of("Drain the node first, if it can wait that long."),
                        List.of("14 pods of 3 namespaces"),
                        "PLANNED",
                        null,
                        new Report.ApprovalAsked(PLAN, NIGHT.plusSeconds(86_400), false));
            case FAILED ->
                report(
                        outcome,
                        List.of(
                                "nothing was changed: ec2:ModifyNetworkInterfaceAttribute on eni-0543e63f9427c009c: AccessDenied"),
                        List.of(),
                        List.of(
                                "Find out what refuses ec2:ModifyNetworkInterfaceAttribute on eni-0543e63f9427c009c (the function's role,"
                                        + " a service control policy, a resource policy); then contain by hand, as the runbook says."),
                        List.of(),
                        "FAILED",
                        null,
                        null);
            default -> report(outcome, List.of("a reason"), List.of(), List.of(), List.of(), "PLANNED", null, null);
        };
    }

    static Report report(
            Outcome.Kind outcome,
            List<String> reasons,
            List<String> risks,
            List<String> next,
            List<String> blast,
            String progress,
            Long millis,
            Report.ApprovalAsked asked) {
        return new Report(
                1,
                CASE,
                "isolate-instance",
                "i-0aba0c7fd897b99bf",
                "123456789012",
                "us-east-1",
                new Report.FindingInShort(
                        Source.GUARDDUTY,
                        ID,
                        ARN,
                        "Backdoor:EC2/C&CActivity.B",
                        8,
                        "EC2 instance is communicating with http://evil.example.com",
                        "us-east-1"),
                outcome,
                reasons,
                risks,
                next,
                blast,
                List.of(
                        new Report.StepInShort(
                                "create-quarantine-group", "vpc-0cf4b46850683e10d", Phase.PREPARE, progress),
                        new Report.StepInShort(
                                "quarantine-interface", "eni-0543e63f9427c009c", Phase.CONTAIN, progress)),
                NIGHT,
                millis,
                false,
                asked,
                null);
    }

    /** Whatever an attacker, or the account's size, may put into one. */
    static Report with(String text, int many) {
        List<String> all = IntStream.range(0, many).mapToObj(i -> text + i).toList();
        return new Report(
                1,
                text,
                text,
                text,
                text,
                text,
                new Report.FindingInShort(Source.GUARDDUTY, text, text, text, 9.5, text, text),
                Outcome.Kind.PARTIAL,
                all,
                all,
                all,
                all,
                IntStream.range(0, many)
                        .mapToObj(i -> new Report.StepInShort(text, text + i, Phase.CONTAIN, text))
                        .toList(),
                NIGHT,
                1L,
                false,
                new Report.ApprovalAsked(text, NIGHT, false),
                text);
    }

    static ReleaseReport release(boolean complete) {
        return new ReleaseReport(
                1,
                CASE,
                "123456789012",
                "us-east-1",
                complete,
                "false alarm, ticket 4711",
                "alice",
                false,
                List.of(
                        new ReleaseReport.StepReleased(
                                "quarantine-interface",
                                "eni-0543e63f9427c009c",
                                complete ? Restoration.Kind.RESTORED : Restoration.Kind.DRIFTED,
                                complete ? "" : "its groups are sg-0123456789abcdef0, not the quarantine group"),
                        new ReleaseReport.StepReleased(
                                "snapshot-volumes", "vol-0123456789abcdef0", Restoration.Kind.KEPT, "evidence")),
                NIGHT);
    }

    static String limit() {
        ObjectNode detail = Json.MAPPER.createObjectNode();
        detail.put("version", 1)
                .put("response", "isolate-instance")
                .put("scope", "account")
                .put("limit", 10);
        detail.put("caseId", CASE).put("account", "123456789012").put("region", "us-east-1");
        return event("Containment Limit", detail.put("time", NIGHT.toString()));
    }

    static String thrown(String kind, boolean on) {
        ObjectNode detail = Json.MAPPER.createObjectNode();
        detail.put("version", 1)
                .put("response", "isolate-instance")
                .put("switch", kind)
                .put("on", on);
        detail.put("by", "alice").put("reason", "deployment of the new network").put("account", "123456789012");
        return event("Containment Switch", detail.put("region", "us-east-1").put("time", NIGHT.toString()));
    }

    static String event(Report report) {
        return event("Containment Outcome", Json.tree(report));
    }

    static String event(ReleaseReport report) {
        return event("Containment Release", Json.tree(report));
    }

    static Announcement announcement(String event) {
        return Announcement.read(Json.read(event, JsonNode.class));
    }

    static Announcement announcement(Report report) {
        return announcement(event(report));
    }

    /** At another time, and so another announcement. */
    static Report at(Report report, Instant time) {
        return Json.as(((ObjectNode) Json.tree(report)).put("time", time.toString()), Report.class);
    }

    static Report retrying(Report report) {
        return Json.as(((ObjectNode) Json.tree(report)).put("willRetry", true), Report.class);
    }

    static Report withPlan(Report report, String hash) {
        ObjectNode tree = (ObjectNode) Json.tree(report);
        ((ObjectNode) tree.get("approval")).put("planHash", hash);
        return Json.as(tree, Report.class);
    }

    static Report ofSeverity(Report report, double severity) {
        ObjectNode tree = (ObjectNode) Json.tree(report);
        ((ObjectNode) tree.get("finding")).put("severity", severity);
        return Json.as(tree, Report.class);
    }

    private static String event(String type, JsonNode detail) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("version", "0").put("id", "0").put("detail-type", type).put("source", "tourniquet");
        event.set("detail", detail);
        return Json.write(event);
    }
}
