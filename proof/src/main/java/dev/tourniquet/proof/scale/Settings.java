package dev.tourniquet.proof.scale;

/**
 * How Lambda delivers, as infra sets it.
 *
 * @param concurrency how many events each function handles at a time
 * @param attempts of a call, by the SDK
 * @param retries of an event, after the function failed
 * @param maxAge how many seconds an event may wait
 * @param accountConcurrency how many all functions of the account handle at a time
 */
record Settings(int concurrency, int attempts, int retries, double maxAge, int accountConcurrency) {}
