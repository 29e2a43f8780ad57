package dev.tourniquet.bench;

/**
 * One process from its start; times in milliseconds.
 *
 * @param init until it asks for its first event
 * @param first the first event
 * @param cut from the first event to the arrival of the call that contains
 * @param cpu CPU time until the first event was answered
 * @param memory the most memory until then, MB
 * @param calls of the API for the first event
 * @param connections over how many these came
 */
record Round(double init, double first, double cut, double cpu, double memory, int calls, int connections) {
    double cold() {
        return init + first;
    }

    double coldCut() {
        return init + cut;
    }
}
