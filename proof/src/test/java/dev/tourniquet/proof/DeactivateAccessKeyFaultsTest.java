package dev.tourniquet.proof;

final class DeactivateAccessKeyFaultsTest extends SingleFaults {
    DeactivateAccessKeyFaultsTest() {
        super("deactivate-access-key", "CredentialAccess-IAMUser-CompromisedCredentials.user-key");
    }
}
