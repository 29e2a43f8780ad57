package dev.tourniquet.revokesessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.identity.OwnPolicies;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.EventEntry;
import dev.tourniquet.runtime.priming.Primer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.iam.IamClient;

/** The function {@code tourniquet-revoke-sessions}: takes GuardDuty findings on role sessions, and commands. */
public final class RevokeSessionsHandler implements RequestStreamHandler {
    private final EventEntry entry;

    /** As Lambda starts it. */
    public RevokeSessionsHandler() {
        Aws aws = Aws.ofProcess();
        this(aws);
        Primer.prime(aws, RevokeSessionsHandler.class, RevokeSessionsHandler::new);
    }

    /** On the AWS given. */
    public RevokeSessionsHandler(Aws aws) {
        RevokeSessionsConfig config = RevokeSessionsConfig.read(aws.environment());
        IamClient iam = aws.client(IamClient.builder());
        InstanceProfiles profiles = new InstanceProfiles(aws.patientClient(IamClient.builder()));
        entry = EventEntry.of(
                aws,
                config.function(),
                new SessionRevocation(config, new Roles(iam), profiles, new OwnPolicies(iam), aws.clock()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        entry.handle(input, output, context);
    }
}
