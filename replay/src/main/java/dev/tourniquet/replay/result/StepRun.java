package dev.tourniquet.replay.result;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One step of a plan and how far it got.
 *
 * @param status PLANNED, VERIFIED, UNVERIFIED or FAILED
 * @param before the state found; a missing node where it was not read
 * @param after the state to bring about; a missing node where the plan is not known
 */
public record StepRun(String phase, String action, String resource, String status, JsonNode before, JsonNode after) {}
