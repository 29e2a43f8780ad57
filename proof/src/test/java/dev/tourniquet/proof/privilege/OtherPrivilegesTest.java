package dev.tourniquet.proof.privilege;

final class OtherPrivilegesTest extends Privileges {
    OtherPrivilegesTest() {
        super(Account.withEveryOption(), Acts.ofTheOthers());
    }
}
