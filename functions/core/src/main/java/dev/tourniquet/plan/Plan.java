package dev.tourniquet.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The ordered steps of one response on one target.
 *
 * @param steps in the order in which they are shown; the phases decide the order in which they run
 * @param residualRisks what stays open once all steps hold
 * @param nextSteps what a person should do next
 */
public record Plan(List<Step> steps, List<String> residualRisks, List<String> nextSteps) {
    /** A plan that changes nothing. */
    public static final Plan EMPTY = new Plan(List.of(), List.of(), List.of());

    public Plan {
        steps = List.copyOf(steps);
        residualRisks = List.copyOf(residualRisks);
        nextSteps = List.copyOf(nextSteps);
    }

    /** SHA-256 of the steps, in hexadecimal. */
    public String hash() {
        try {
            byte[] text = Json.write(steps).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The steps of {@code phase}, in order. */
    public List<Step> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }

    /** True where there is nothing to do. */
    @JsonIgnore
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * This plan, made on an earlier delivery, and {@code later}, made on the live state of now. The first prior state of a
     * step is kept for ever, since only that is the state before us; what is to be brought about is the later plan's.
     */
    public Plan joinedBy(Plan later) {
        if (later.isEmpty()) {
            return this;
        }
        SequencedMap<String, Step> joined = new LinkedHashMap<>();
        steps.forEach(step -> joined.put(step.key(), step));
        later.steps().forEach(step -> joined.merge(step.key(), step, Plan::keepFirstState));
        return new Plan(List.copyOf(joined.values()), later.residualRisks(), later.nextSteps());
    }

    private static Step keepFirstState(Step first, Step later) {
        return first.before() == null ? later : later.withBefore(first.before());
    }

    /** This plan with the prior states that were read since, by step key. */
    public Plan withStates(Map<String, JsonNode> states) {
        List<Step> filled = new ArrayList<>();
        for (Step step : steps) {
            JsonNode state = states.get(step.key());
            filled.add(step.before() == null && state != null ? step.withBefore(state) : step);
        }
        return new Plan(filled, residualRisks, nextSteps);
    }
}
