package dev.tourniquet.engine;

import java.time.Instant;
import java.util.List;

/**
 * A self-test that passed; one that does not leaves the function as {@link SelfTestFailed}.
 *
 * @param version of this form, 1
 * @param passed always true: for who reads the answer, or the item in the ledger
 * @param canary the target that was planned on, and is not there
 * @param found what the plan came to
 * @param reads the IAM actions of the calls that AWS answered for it
 * @param request the invocation's request id
 */
public record SelfTest(
        int version,
        String response,
        boolean passed,
        String canary,
        String found,
        List<String> reads,
        String account,
        String region,
        Instant time,
        String request) {
    /** The command that orders one. */
    public static final String COMMAND = "self-test";

    public SelfTest {
        reads = List.copyOf(reads);
    }
}
