package dev.tourniquet.replay.run;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tourniquet.replay.template.Function;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a function about an invocation. A retry has the request id of the first attempt. */
public final class FunctionContext implements Context {
    private final Function function;
    private final String arn;
    private final String requestId;
    private final InstantSource clock;
    private final Instant deadline;

    /** An invocation that begins now. */
    public FunctionContext(Function function, String arn, String requestId, InstantSource clock) {
        this.function = function;
        this.arn = arn;
        this.requestId = requestId;
        this.clock = clock;
        this.deadline = clock.instant().plus(function.timeout());
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getInvokedFunctionArn() {
        return arn;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(Duration.between(clock.instant(), deadline).toMillis());
    }

    @Override
    public String getFunctionVersion() {
        return function.alias() == null ? "$LATEST" : "1";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function.name();
    }

    @Override
    public String getLogStreamName() {
        return "replay";
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.println(message);
            }

            @Override
            public void log(byte[] message) {
                System.out.writeBytes(message);
            }
        };
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }
}
