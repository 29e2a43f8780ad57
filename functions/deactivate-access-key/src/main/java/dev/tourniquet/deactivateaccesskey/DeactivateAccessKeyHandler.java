package dev.tourniquet.deactivateaccesskey;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.identity.OwnPolicies;
import dev.tourniquet.identity.Users;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.EventEntry;
import dev.tourniquet.runtime.FunctionConfig;
import dev.tourniquet.runtime.priming.Primer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.iam.IamClient;

/** The function {@code tourniquet-deactivate-access-key}: takes GuardDuty findings on users and their keys, and commands. */
public final class DeactivateAccessKeyHandler implements RequestStreamHandler {
    private final EventEntry entry;

    /** As Lambda starts it. */
    public DeactivateAccessKeyHandler() {
        Aws aws = Aws.ofProcess();
        this(aws);
        Primer.prime(aws, DeactivateAccessKeyHandler.class, DeactivateAccessKeyHandler::new);
    }

    /** On the AWS given. */
    public DeactivateAccessKeyHandler(Aws aws) {
        FunctionConfig config = FunctionConfig.read(aws.environment());
        IamClient iam = aws.client(IamClient.builder());
        entry = EventEntry.of(
                aws,
                config,
                new UserContainment(config, new Users(iam), new AccessKeys(iam), new OwnPolicies(iam), aws.clock()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        entry.handle(input, output, context);
    }
}
