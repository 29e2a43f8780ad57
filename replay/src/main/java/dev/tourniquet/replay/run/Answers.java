package dev.tourniquet.replay.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.result.ApiCall;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.StepRun;
import dev.tourniquet.replay.world.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a function answered, or what its log tells where it threw, in the ids of the event. */
final class Answers {
    private Answers() {}

    static FunctionRun read(String rule, String function, Invocation invocation, Ids ids) {
        UnaryOperator<String> toEvent = ids.toEvent();
        List<ApiCall> calls = invocation.calls().stream()
                .map(call ->
                        new ApiCall(call.service(), call.operation(), toEvent.apply(call.parameters()), call.error()))
                .toList();
        JsonNode output = ids.toEvent(invocation.output());
        List<ResponseRun> responses = invocation.failure() == null
                ? answered(output, response(function))
                : thrown(invocation, ids, toEvent.apply(invocation.failure()), response(function));
        FunctionRun run = new FunctionRun(
                rule,
                function,
                invocation.attempts(),
                responses,
                calls,
                output.path("malformed").textValue(),
                invocation.failure() == null ? null : toEvent.apply(invocation.failure()),
                invocation.log());
        return withChanges(run);
    }

    private static List<ResponseRun> answered(JsonNode output, String response) {
        List<ResponseRun> responses = new ArrayList<>();
        output.path("results").forEach(result -> responses.add(response(result.path("report"), result, false)));
        output.path("releases").forEach(release -> responses.add(released(response, release)));
        if (output.has("ignored")) {
            responses.add(bare(response, "SKIPPED", output.path("ignored").asText(), false));
        }
        return responses;
    }

    /** The last word on each target is in the log; what was thrown for another reason is a failure of its own. */
    private static List<ResponseRun> thrown(Invocation invocation, Ids ids, String failure, String response) {
        Map<String, ResponseRun> byTarget = new LinkedHashMap<>();
        boolean explained = false;
        for (String line : invocation.lastLog()) {
            JsonNode report = ids.toEvent(report(line));
            if (report.isObject()) {
                byTarget.put(report.path("target").asText(), response(report, report, true));
                explained |= report.path("willRetry").asBoolean();
            }
        }
        List<ResponseRun> responses = new ArrayList<>(byTarget.values());
        if (!explained) {
            responses.add(bare(response, "FAILED", failure, true));
        }
        return responses;
    }

    private static JsonNode report(String line) {
        try {
            return Json.MAPPER.readTree(line).path("report");
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static ResponseRun response(JsonNode report, JsonNode result, boolean retried) {
        Map<String, JsonNode> planned = new LinkedHashMap<>();
        result.path("plan").path("steps").forEach(step -> planned.put(key(step), step));
        List<StepRun> steps = new ArrayList<>();
        for (JsonNode step : report.path("steps")) {
            JsonNode plan = planned.getOrDefault(key(step), Json.MAPPER.missingNode());
            steps.add(new StepRun(
                    step.path("phase").asText(),
                    step.path("action").asText(),
                    step.path("resource").asText(),
                    step.path("status").asText(),
                    plan.path("before"),
                    plan.path("after")));
        }
        return new ResponseRun(
                report.path("response").asText(),
                report.path("target").asText(),
                report.path("outcome").asText(),
                texts(report.path("reasons")),
                texts(report.path("residualRisks")),
                texts(report.path("nextSteps")),
                texts(report.path("blastRadius")),
                steps,
                List.of(),
                caseId(report),
                retried);
    }

    /** A release that is not complete has left something in place. */
    private static ResponseRun released(String response, JsonNode report) {
        String caseId = report.path("caseId").asText();
        List<StepRun> steps = report.path("steps")
                .valueStream()
                .map(step -> new StepRun(
                        "RELEASE",
                        step.path("action").asText(),
                        step.path("resource").asText(),
                        step.path("result").asText(),
                        Json.MAPPER.missingNode(),
                        Json.MAPPER.missingNode()))
                .toList();
        return new ResponseRun(
                response,
                caseId.replaceFirst("^[^/]*/", "").replaceFirst("/[^/]*$", ""),
                report.path("complete").asBoolean() ? "RELEASED" : "PARTIAL",
                List.of(report.path("reason").asText()),
                List.of(),
                List.of(),
                List.of(),
                steps,
                List.of(),
                caseId,
                false);
    }

    /** A report without a case has a dash for it. */
    private static @Nullable String caseId(JsonNode report) {
        String caseId = report.path("caseId").asText("-");
        return caseId.equals("-") ? null : caseId;
    }

    private static ResponseRun bare(String response, String outcome, String reason, boolean retried) {
        return new ResponseRun(
                response,
                "-",
                outcome,
                List.of(reason),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                retried);
    }

    /** A change is told with the response that it serves; where there is one only, with that. */
    private static FunctionRun withChanges(FunctionRun run) {
        List<ResponseRun> responses = run.responses().stream()
                .map(response -> response.withChanges(run.changes().stream()
                        .map(ApiCall::toString)
                        .filter(change -> run.responses().size() == 1 || response.concerns(change))
                        .toList()))
                .toList();
        return new FunctionRun(
                run.rule(),
                run.function(),
                run.attempts(),
                responses,
                run.calls(),
                run.malformed(),
                run.failure(),
                run.log());
    }

    private static String key(JsonNode step) {
        return step.path("action").asText() + " " + step.path("resource").asText();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String response(String function) {
        return function.replaceFirst("^tourniquet-", "");
    }
}
