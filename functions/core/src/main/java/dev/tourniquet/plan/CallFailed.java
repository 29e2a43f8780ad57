package dev.tourniquet.plan;

import java.io.Serial;
import java.util.Optional;
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
    private final @Nullable String remedy;

    /**
     * @param action the IAM action, for example {@code ec2:ModifyNetworkInterfaceAttribute}
     * @param resource what it was called on
     * @param code the error code of the service
     */
    public CallFailed(String action, String resource, String code, Kind kind, @Nullable Throwable cause) {
        this(action + " on " + resource + ": " + code, action, resource, code, kind, null, cause);
    }

    private CallFailed(
            @Nullable String message,
            String action,
            String resource,
            String code,
            Kind kind,
            @Nullable String remedy,
            @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
        this.resource = resource;
        this.code = code;
        this.kind = kind;
        this.remedy = remedy;
    }

    /**
     * This failure with what is known of its cause.
     *
     * @param why goes on after the code, for example {@code ", of which the account has 5"}
     * @param byHand what a person does about it, in place of the advice that fits every call
     */
    public CallFailed explained(String why, String byHand) {
        return new CallFailed(getMessage() + why, action, resource, code, kind, byHand, this);
    }

    /** This failure, where another delivery would go about it differently. */
    public CallFailed retryable() {
        return new CallFailed(getMessage(), action, resource, code, Kind.RETRYABLE, remedy, this);
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

    /** What a person does about it; empty where the advice is that which fits every call. */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
