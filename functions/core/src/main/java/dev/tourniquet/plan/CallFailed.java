package dev.tourniquet.plan;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An AWS call that failed, told in the words of the permission it needs. */
public final class CallFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a call failed, as far as the next step depends on it. */
    public enum Kind {
        /** The role or a policy of the account forbids it: a person has to act. */
        DENIED,
        /** Throttled, timed out, or a fault of the service: worth another try. */
        RETRYABLE,
        /** Refused for what it asks. */
        REJECTED
    }

    private final String action;
    private final String resource;
    private final String code;
    private final Kind kind;

    /**
     * @param action the IAM action, for example {@code ec2:ModifyNetworkInterfaceAttribute}
     * @param resource what it was called on
     * @param code the error code of the service
     */
    public CallFailed(String action, String resource, String code, Kind kind, @Nullable Throwable cause) {
        super(action + " on " + resource + ": " + code, cause);
        this.action = action;
        this.resource = resource;
        this.code = code;
        this.kind = kind;
    }

    /** The IAM action. */
    public String action() {
        return action;
    }

    /** What it was called on. */
    public String resource() {
        return resource;
    }

    /** The service's error code. */
    public String code() {
        return code;
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }
}
