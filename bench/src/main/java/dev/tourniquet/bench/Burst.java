package dev.tourniquet.bench;

/**
 * Many events at once for a few processes, each of which takes the next as soon as it is free.
 *
 * @param events how many
 * @param processes each bound to one processor
 * @param init milliseconds until all were ready; they start together
 * @param wall milliseconds from the first event to the last answer
 * @param cpu CPU time of the processes in that time, milliseconds
 */
record Burst(int events, int processes, double init, double wall, double cpu) {}
