package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.result.ApiCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous invocation with its retries.
 *
 * @param output what the function answered; a missing node where it threw every time
 * @param failure what it threw at last, or null
 * @param failureType the class of what it threw, as Lambda names it; empty where it threw nothing
 * @param lastLog the log of the last attempt
 */
record Invocation(
        JsonNode output,
        @Nullable String failure,
        String failureType,
        int attempts,
        List<ApiCall> calls,
        List<String> log,
        List<String> lastLog) {}
