package dev.tourniquet.proof;

final class RevokeSessionsFaultsTest extends SingleFaults {
    RevokeSessionsFaultsTest() {
        super("revoke-sessions", "Impact-IAMUser-AnomalousBehavior.first-session-of-a-role");
    }
}
