package dev.tourniquet.replay.result;

import java.util.List;

/**
 * The release of a case.
 *
 * @param complete whether every step was dealt with
 * @param steps what became of each step, for people
 * @param failure why there was no release, empty where there was
 */
public record Released(String caseId, boolean complete, List<String> steps, String failure) {}
