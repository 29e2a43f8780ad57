package dev.tourniquet.localaws;

/** The local AWS cannot be started, has ended or does not answer. The message says what was tried and what to do. */
public final class LocalAwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LocalAwsException(String message) {
        super(message);
    }

    LocalAwsException(String message, Throwable cause) {
        super(message, cause);
    }
}
