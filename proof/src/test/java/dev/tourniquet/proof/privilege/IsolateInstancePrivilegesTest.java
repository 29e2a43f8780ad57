package dev.tourniquet.proof.privilege;

final class IsolateInstancePrivilegesTest extends Privileges {
    IsolateInstancePrivilegesTest() {
        super(Account.withEveryOption(), Acts.ofIsolateInstance());
    }
}
