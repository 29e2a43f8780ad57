package dev.tourniquet.replay.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.runtime.Aws;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that throws whatever it is given. */
public final class CrashingHandler implements RequestStreamHandler {

    /** For replay, which starts it by its name. */
    public CrashingHandler(Aws aws) {
        aws.environment().required("TOURNIQUET_ACCOUNT");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        System.out.println("attempt of " + context.getAwsRequestId() + " by " + context.getInvokedFunctionArn());
        throw new IllegalStateException("no luck");
    }
}
