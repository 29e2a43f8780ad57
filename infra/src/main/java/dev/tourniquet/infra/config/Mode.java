package dev.tourniquet.infra.config;

import java.util.Locale;

/** Whether a response acts. A new account starts with {@link #OBSERVE}: everything but the change itself. */
public enum Mode {
    OBSERVE,
    ENFORCE;

    /** As written in cdk.json and in the function's environment. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
