package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a function said in one invocation.
 *
 * @param answer missing where it threw
 * @param thrown the message, empty where it did not throw
 * @param log the lines that it printed
 */
record Said(JsonNode answer, String thrown, String log) {}
