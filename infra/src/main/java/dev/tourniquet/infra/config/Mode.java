package dev.tourniquet.infra.config;

import java.util.Locale;

/** What a response does by itself. A new account starts with {@link #OBSERVE}: everything but the change itself. */
public enum Mode {
    OFF,
    OBSERVE,
    APPROVE,
    ENFORCE;

    /** As written in cdk.json and in the function's environment. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
