package dev.tourniquet.proof;

final class IsolateInstanceFaultsTest extends SingleFaults {
    IsolateInstanceFaultsTest() {
        super("isolate-instance", "Backdoor-EC2-CnCActivity.B");
    }
}
