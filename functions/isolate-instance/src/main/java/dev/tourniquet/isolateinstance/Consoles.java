package dev.tourniquet.isolateinstance;

import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Reads what the consoles of instances show, as far as it can be kept. */
final class Consoles {
    private static final String OUTPUT = "ec2:GetConsoleOutput";
    private static final String SCREENSHOT = "ec2:GetConsoleScreenshot";

    private final Ec2Client ec2;

    Consoles(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The last of the console output; empty where nothing was put out. Only Nitro instances have the latest. */
    byte[] output(String instanceId) {
        byte[] all;
        try {
            all = output(instanceId, true);
        } catch (CallFailed failed) {
            if (failed.kind() != CallFailed.Kind.REJECTED) {
                throw failed;
            }
            all = output(instanceId, false);
        }
        return Arrays.copyOfRange(all, Math.max(0, all.length - EvidenceStore.LIMIT), all.length);
    }

    /** A JPEG picture of the screen. */
    byte[] screenshot(String instanceId) {
        byte[] picture = decoded(
                SCREENSHOT,
                instanceId,
                Calls.call(
                                SCREENSHOT,
                                instanceId,
                                () -> ec2.getConsoleScreenshot(request -> request.instanceId(instanceId)))
                        .imageData());
        if (picture.length == 0 || picture.length > EvidenceStore.LIMIT) {
            throw rejected(SCREENSHOT, instanceId, picture.length + " bytes, of at most " + EvidenceStore.LIMIT);
        }
        return picture;
    }

    private byte[] output(String instanceId, boolean latest) {
        return decoded(
                OUTPUT,
                instanceId,
                Calls.call(
                                OUTPUT,
                                instanceId,
                                () -> ec2.getConsoleOutput(request -> {
                                    request.instanceId(instanceId);
                                    if (latest) {
                                        request.latest(true);
                                    }
                                }))
                        .output());
    }

    private static byte[] decoded(String action, String instanceId, @Nullable String encoded) {
        try {
            return encoded == null ? new byte[0] : Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw rejected(action, instanceId, "the answer is not Base64");
        }
    }

    private static CallFailed rejected(String action, String instanceId, String why) {
        return new CallFailed(action, instanceId, why, CallFailed.Kind.REJECTED, null);
    }
}
