package dev.tourniquet.isolateinstance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.EventEntry;
import dev.tourniquet.runtime.priming.Primer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** The function {@code tourniquet-isolate-instance}. */
public final class IsolateInstanceHandler implements RequestStreamHandler {
    private final EventEntry entry;
    private final Deadline deadline;

    /** As Lambda starts it; throws IllegalArgumentException that names the environment variable at fault. */
    public IsolateInstanceHandler() {
        Aws aws = Aws.ofProcess();
        this(aws);
        Primer.prime(aws, IsolateInstanceHandler.class, IsolateInstanceHandler::new);
    }

    /** Against another AWS than the process finds. */
    public IsolateInstanceHandler(Aws aws) {
        IsolateInstanceConfig config = IsolateInstanceConfig.read(aws.environment());
        this.deadline = new Deadline(aws.clock());
        this.entry = EventEntry.of(aws, config.function(), InstanceIsolation.of(aws, config, deadline));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        deadline.set(Duration.ofMillis(context.getRemainingTimeInMillis()));
        entry.handle(input, output, context);
    }
}
