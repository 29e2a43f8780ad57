package dev.tourniquet.replay.show;

import dev.tourniquet.json.Json;
import dev.tourniquet.replay.result.ApiCall;
import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.EventRun.FindingInShort;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.result.Released;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.RoundTrip;
import dev.tourniquet.replay.result.StepRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs as a replay makes them. */
final class Runs {
    private Runs() {}

    static EventRun malformed() {
        return EventRun.without(Path.of("a", "broken.json"), null, Disposition.MALFORMED, "not JSON", List.of());
    }

    static EventRun contained() {
        return EventRun.of(
                Path.of("a", "event.json"),
                new FindingInShort("f1", "Backdoor:EC2/Spambot", "8", "a \u001b[31mred\u202e title\nnext"),
                List.of("rule"),
                List.of("account 111122223333 as 123456789012"),
                Map.of("i-1", "i-9"),
                List.of(function()),
                new RoundTrip(
                        List.of(new Released("isolate-instance/i-1/1", true, List.of("RESTORED  cut i-1"), "")),
                        List.of("snapshot snap-1"),
                        List.of()));
    }

    private static FunctionRun function() {
        StepRun step = new StepRun(
                "CONTAIN", "cut", "eni-1", "VERIFIED", Json.tree(List.of("sg-1")), Json.tree(List.of("sg-2")));
        ApiCall change = new ApiCall("ec2", "ModifyNetworkInterfaceAttribute", "NetworkInterfaceId=eni-1", null);
        ResponseRun response = new ResponseRun(
                "isolate-instance",
                "i-1",
                "CONTAINED",
                List.of("not preserved: snapshot"),
                List.of("DNS goes on"),
                List.of("look"),
                List.of("the fleet"),
                List.of(step),
                List.of(change.toString()),
                "isolate-instance/i-1/1",
                false);
        return new FunctionRun(
                "rule",
                "tourniquet-isolate-instance",
                1,
                List.of(response),
                List.of(
                        change,
                        new ApiCall("ec2", "CreateSnapshots", "InstanceId=i-1", "UnauthorizedOperation"),
                        new ApiCall("ec2", "DescribeInstances", "", null),
                        new ApiCall("dynamodb", "PutItem", "", null)),
                null,
                null,
                List.of("{\"kind\":\"outcome\"}"));
    }
}
