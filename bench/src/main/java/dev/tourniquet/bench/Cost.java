package dev.tourniquet.bench;

/**
 * What Lambda charges for requests and duration; not the calls, the ledger, logs and metrics, and no free tier.
 *
 * @param memory of the function, GB
 */
record Cost(double memory) {
    /** Dollars, arm64, us-east-1, the first 7.5 billion GB-seconds of a month. */
    static final double GB_SECOND = 0.0000133334;

    /** Dollars, us-east-1. */
    static final double REQUEST = 0.20 / 1_000_000;

    private static final double MILLION = 1_000_000;

    /** Dollars for a million findings, each billed for so many milliseconds; Lambda rounds up to whole ones. */
    double ofMillion(double billedMillis) {
        return MILLION * (REQUEST + Math.ceil(billedMillis) / 1000 * memory * GB_SECOND);
    }

    /**
     * What is billed of a start and the first event, milliseconds. Init is billed, of managed runtimes since August 2025; where it is
     * in a snapshot it came once, when the version was published. Java pays for neither the snapshot nor its restoring.
     */
    static double billedCold(Variant variant, double init, double first) {
        return variant.isPrimed() ? first : init + first;
    }
}
