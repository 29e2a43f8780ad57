package dev.tourniquet.isolateinstance;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a function about one invocation. */
record Invocation(String id, Duration remaining) implements Context {
    @Override
    public String getAwsRequestId() {
        return id;
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-isolate-instance";
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(remaining.toMillis());
    }

    @Override
    public String getFunctionName() {
        return "tourniquet-isolate-instance";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getLogGroupName() {
        return "";
    }

    @Override
    public String getLogStreamName() {
        return "";
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public @Nullable LambdaLogger getLogger() {
        return null;
    }
}
