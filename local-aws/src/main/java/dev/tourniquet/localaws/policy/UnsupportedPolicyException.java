package dev.tourniquet.localaws.policy;

/** A document is malformed or uses what the evaluator does not know; the message names the part. */
public final class UnsupportedPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedPolicyException(String message) {
        super(message);
    }

    UnsupportedPolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
