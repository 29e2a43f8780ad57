package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Writes findings after the samples. Every named target is named once; what is left are events that came twice, findings
 * that recur, other findings on the same targets, and some on bystanders that are samples or archived.
 */
final class Findings {
    private static final Map<Target.Kind, String> SAMPLES = Map.of(
            Target.Kind.INSTANCE, "Backdoor-EC2-CnCActivity.B",
            Target.Kind.SESSION, "UnauthorizedAccess-IAMUser-MaliciousIPCaller.Custom",
            Target.Kind.KEY, "CredentialAccess-IAMUser-CompromisedCredentials.user-key",
            Target.Kind.BUCKET, "Policy-S3-BucketPublicAccessGranted");

    private final Map<Target.Kind, ObjectNode> samples = new EnumMap<>(Target.Kind.class);
    private final Random random;
    private final Instant start;

    Findings(Path folder, Random random, Instant start) {
        SAMPLES.forEach((kind, name) -> samples.put(kind, read(folder.resolve(name + ".json"))));
        this.random = random;
        this.start = start;
    }

    private static ObjectNode read(Path sample) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(Files.readString(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In an order of chance. Instances are named again half as often as others: they cost most. */
    List<Event> write(Mix mix, Estate.Targets targets) {
        List<Event> events = new ArrayList<>();
        for (Target target : targets.named()) {
            events.add(event(events.size(), target, true, finding(target, UUID.randomUUID(), 1)));
        }
        List<Event> firsts = List.copyOf(events);
        while (events.size() < mix.findings()) {
            if (random.nextDouble() < mix.harmless()) {
                Target target = targets.bystanders()
                        .get(random.nextInt(targets.bystanders().size()));
                events.add(event(events.size(), target, false, harmless(target)));
            } else {
                Event first = firsts.get(random.nextInt(firsts.size()));
                if (first.target().kind() != Target.Kind.INSTANCE || random.nextBoolean()) {
                    events.add(again(events.size(), first));
                }
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    /** A finding on each, and its recurrence. */
    List<Event> twice(Estate.Targets targets) {
        List<Event> events = new ArrayList<>();
        for (Target target : targets.named()) {
            UUID id = UUID.randomUUID();
            events.add(event(events.size(), target, true, finding(target, id, 1)));
            events.add(event(events.size(), target, true, finding(target, id, 2)));
        }
        return events;
    }

    private Event again(int number, Event first) {
        return switch (random.nextInt(3)) {
            case 0 -> new Event(number, first.target(), true, first.body());
            case 1 -> {
                UUID id = UUID.fromString(
                        Json.read(first.body(), ObjectNode.class).path("id").asText());
                yield event(number, first.target(), true, finding(first.target(), id, 2 + random.nextInt(9)));
            }
            default -> event(number, first.target(), true, finding(first.target(), UUID.randomUUID(), 1));
        };
    }

    private ObjectNode harmless(Target target) {
        ObjectNode finding = finding(target, UUID.randomUUID(), 1);
        ObjectNode service = (ObjectNode) finding.path("detail").path("service");
        if (random.nextBoolean()) {
            service.put("archived", true);
        } else {
            service.putObject("additionalInfo").put("sample", true);
        }
        return finding;
    }

    private static Event event(int number, Target target, boolean acting, ObjectNode finding) {
        return new Event(number, target, acting, Json.write(finding));
    }

    private ObjectNode finding(Target target, UUID id, int count) {
        ObjectNode finding = samples.get(target.kind()).deepCopy();
        finding.put("id", id.toString()).put("time", start.toString());
        ObjectNode detail = (ObjectNode) finding.path("detail");
        detail.put("id", id.toString().replace("-", ""));
        ((ObjectNode) detail.path("service"))
                .put("count", count)
                .put(
                        "eventLastSeen",
                        start.minus(Duration.ofMinutes(20 - count)).toString());
        ObjectNode resource = (ObjectNode) detail.path("resource");
        ObjectNode _ = switch (target.kind()) {
            case INSTANCE -> ((ObjectNode) resource.path("instanceDetails")).put("instanceId", target.id());
            case SESSION ->
                ((ObjectNode) resource.path("accessKeyDetails"))
                        .put("principalId", target.id())
                        .put("userName", target.owner());
            case KEY ->
                ((ObjectNode) resource.path("accessKeyDetails"))
                        .put("accessKeyId", target.id())
                        .put("principalId", target.ownerId())
                        .put("userName", target.owner());
            case BUCKET ->
                ((ObjectNode) resource.path("s3BucketDetails").path(0))
                        .put("name", target.id())
                        .put("arn", "arn:aws:s3:::" + target.id());
        };
        return finding;
    }
}
