package dev.tourniquet.proof.load;

/** Lets through as many calls as it has tokens; they come back at a steady rate. Times are in seconds. */
public final class TokenBucket {
    private final Size size;
    private double tokens;
    private double filledAt;

    /** A full one. */
    public TokenBucket(Size size, double now) {
        this.size = size;
        this.tokens = size.capacity();
        this.filledAt = now;
    }

    /** What it holds, and what it gains in a second. */
    public record Size(double capacity, double perSecond) {}

    public boolean has(double now) {
        tokens = Math.min(size.capacity(), tokens + (now - filledAt) * size.perSecond());
        filledAt = now;
        return tokens >= 1;
    }

    public void take() {
        tokens--;
    }
}
