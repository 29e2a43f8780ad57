package dev.tourniquet.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Approval;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Cases to look at. */
final class Cases {
    static final Instant NIGHT = Instant.parse("2026-11-26T03:12:41Z");
    static final String EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}\u202e\u001b[2J";

    private Cases() {}

    static Case contained() {
        return isolated(
                        "i-0aba0c7fd897b99bf",
                        "Backdoor:EC2/C&CActivity.B",
                        "The instance talks to a known command and control server.",
                        "sg-0b2bba279b676c394")
                .withProgress(Map.of(
                        "quarantine-interface eni-0543e63f9427c009c", Progress.VERIFIED,
                        "quarantine-interface eni-01d2ab3c4d5e6f708", Progress.VERIFIED,
                        "snapshot-volumes i-0aba0c7fd897b99bf", Progress.VERIFIED))
                .settled(said("CONTAINED", List.of()));
    }

    static Case partial() {
        return contained()
                .withProgress(Map.of("quarantine-interface eni-01d2ab3c4d5e6f708", Progress.FAILED))
                .settled(
                        said(
                                "PARTIAL",
                                List.of(
                                        "not contained: ec2:ModifyNetworkInterfaceAttribute on eni-01d2ab3c4d5e6f708: UnauthorizedOperation")));
    }

    static Case waiting() {
        Case waiting = isolated(
                "i-0aba0c7fd897b99bf",
                "CryptoCurrency:EC2/BitcoinTool.B",
                "The instance queries a domain of a mining pool.",
                "sg-1");
        return Case.open(waiting.id(), Status.WAITING, "finding", waiting.plan(), null, NIGHT)
                .triggeredBy(waiting.trigger())
                .withApproval(Approval.of(waiting.plan(), NIGHT))
                .settled(said(
                        "AWAITING_APPROVAL", List.of("belongs to an EC2 fleet, which terminates and replaces it")));
    }

    static Case released() {
        JsonNode report = Json.tree(Map.of(
                "steps",
                List.of(
                        Map.of(
                                "action",
                                "snapshot-volumes",
                                "resource",
                                "i-0aba0c7fd897b99bf",
                                "result",
                                "KEPT",
                                "note",
                                "evidence"),
                        Map.of(
                                "action",
                                "quarantine-interface",
                                "resource",
                                "eni-0543e63f9427c009c",
                                "result",
                                "RESTORED",
                                "note",
                                ""))));
        return contained()
                .released(NIGHT.plusSeconds(3600), true, java.util.Set.of())
                .noting(new Entry(
                        NIGHT.plusSeconds(3600),
                        Entry.Kind.RELEASED,
                        "arn:aws:iam::123456789012:user/alice",
                        "false alarm"))
                .settled(new Announcement(Announcement.RELEASE, report));
    }

    /** As an earlier version wrote it: no trigger, no history, nothing said. */
    static Case old() {
        return Case.open(
                new CaseId("revoke-sessions", "AROAQSTHRZDWHBEXAMPLE:i-04bdc871435eda81b", 1),
                Status.ACTIVE,
                "finding",
                new Plan(
                        List.of(new Step(
                                "revoke-session", "web", Phase.CONTAIN, null, Json.tree(Map.of("roleName", "web")))),
                        List.of(),
                        List.of()),
                null,
                NIGHT);
    }

    /** Everything that somebody else has a say in is hostile. */
    static Case hostile() {
        String name = EVIL + "x".repeat(300);
        Case subject = isolated(EVIL.replaceAll("[^!-~]", "-"), name, name, name)
                .noting(new Entry(NIGHT, Entry.Kind.APPROVED, name, name));
        return subject.settled(said("FAILED", List.of(name, "session name " + name, "user agent " + name)));
    }

    private static Case isolated(String instance, String type, String title, String group) {
        Plan plan = new Plan(
                List.of(
                        quarantine("eni-0543e63f9427c009c", "sg-01ad48159bf019616", group),
                        quarantine("eni-01d2ab3c4d5e6f708", "sg-01ad48159bf019616"),
                        new Step(
                                "snapshot-volumes",
                                instance,
                                Phase.PRESERVE,
                                Json.tree(Map.of("volumes", List.of())),
                                Json.tree(Map.of("volumes", List.of("vol-0123456789abcdef0"))))),
                List.of(
                        "Tracked connections that were open can outlive the change of groups.",
                        "DNS through the VPC's resolver is not filtered by security groups."),
                List.of("Capture memory, if it is needed, before anybody stops the instance."),
                List.of());
        Finding finding = new Finding(
                Source.GUARDDUTY,
                "37686cbbc0f944761108711d00615399",
                "arn:aws:guardduty:us-east-1:123456789012:detector/d/finding/f",
                type,
                8,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                false,
                false,
                NIGHT.minusSeconds(40),
                3,
                title,
                List.of(new Target.Instance(instance, false, false)));
        return Case.open(new CaseId("isolate-instance", instance, 1), Status.ACTIVE, finding.id(), plan, null, NIGHT)
                .triggeredBy(new Trigger(finding, finding.targets().getFirst()))
                .noting(new Entry(NIGHT, Entry.Kind.FOUND, null, type));
    }

    private static Step quarantine(String id, String... groups) {
        return new Step(
                "quarantine-interface",
                id,
                Phase.CONTAIN,
                Json.tree(Map.of("groups", groups, "vpcId", "vpc-0cf4b46850683e10d")),
                Json.tree(Map.of("group", "tourniquet-quarantine", "vpcId", "vpc-0cf4b46850683e10d")));
    }

    private static Announcement said(String outcome, List<String> reasons) {
        return new Announcement(
                Announcement.OUTCOME,
                Json.tree(Map.of(
                        "outcome",
                        outcome,
                        "reasons",
                        reasons,
                        "residualRisks",
                        List.of(
                                "Tracked connections that were open can outlive the change of groups.",
                                "DNS through the VPC's resolver is not filtered by security groups."),
                        "nextSteps",
                        List.of("Capture memory, if it is needed, before anybody stops the instance."))));
    }
}
