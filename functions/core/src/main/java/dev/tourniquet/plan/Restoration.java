package dev.tourniquet.plan;

/**
 * What the release of one step came to.
 *
 * @param note what a person should know, empty where nothing
 */
public record Restoration(Kind kind, String note) {
    /** How it went. */
    public enum Kind {
        /** The state before is back. */
        RESTORED,
        /** It already was as before. */
        ALREADY_SO,
        /** Somebody changed it since; left alone. */
        DRIFTED,
        /** Stays on purpose: evidence, or what the operator did not ask for. */
        KEPT,
        /** The resource is gone. */
        GONE,
        /** A call failed. */
        FAILED
    }

    /** The state before is back. */
    public static Restoration restored() {
        return new Restoration(Kind.RESTORED, "");
    }

    /** The state before is back, and the operator should know {@code note}. */
    public static Restoration restored(String note) {
        return new Restoration(Kind.RESTORED, note);
    }

    /** It already was as before. */
    public static Restoration alreadySo() {
        return new Restoration(Kind.ALREADY_SO, "");
    }

    /** Left alone because of {@code note}. */
    public static Restoration drifted(String note) {
        return new Restoration(Kind.DRIFTED, note);
    }

    /** Stays on purpose, see {@code note}. */
    public static Restoration kept(String note) {
        return new Restoration(Kind.KEPT, note);
    }

    /** The resource is gone. */
    public static Restoration gone() {
        return new Restoration(Kind.GONE, "");
    }
}
