package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.json.Json;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;

/** Invokes functions of a real account, and waits for what they answer. */
final class Invocations {
    /** The alias that a deployment gives the functions of responses. */
    private static final String LIVE = "live";

    private Invocations() {}

    /**
     * Sends a command to the version of a function that is in use. A deployment of before there was an alias has the function
     * itself in use; that Lambda finds no alias means that nothing was carried out yet.
     *
     * @throws OrderFailed where the function cannot be invoked, or breaks off
     */
    static JsonNode ofResponse(LambdaClient lambda, String function, JsonNode command) {
        try {
            return answer(lambda, function, LIVE, command);
        } catch (ResourceNotFoundException noAlias) {
            try {
                return answer(lambda, function, null, command);
            } catch (ResourceNotFoundException noFunction) {
                throw OrderFailed.notDeployed(function);
            }
        }
    }

    private static JsonNode answer(LambdaClient lambda, String function, @Nullable String alias, JsonNode command) {
        String invoked = alias == null ? function : function + ":" + alias;
        try {
            InvokeResponse answer = lambda.invoke(request -> request.functionName(function)
                    .qualifier(alias)
                    .payload(SdkBytes.fromUtf8String(Json.write(command))));
            JsonNode payload = answer.payload() == null
                    ? MissingNode.getInstance()
                    : Json.read(answer.payload().asUtf8String(), JsonNode.class);
            if (answer.functionError() != null) {
                throw Answers.brokenOff(
                        function,
                        payload.path("errorType").asText(""),
                        payload.path("errorMessage").asText(answer.functionError()));
            }
            return payload;
        } catch (ResourceNotFoundException missing) {
            throw missing;
        } catch (SnapStartNotReadyException notReady) {
            throw new OrderFailed(
                    Exit.CANNOT_RUN,
                    invoked + " was not invoked for a long time, and Lambda is making it ready: nothing was done;"
                            + " order it again in a few minutes");
        } catch (AwsServiceException refused) {
            boolean denied = refused.statusCode() == 403;
            throw new OrderFailed(
                    denied ? Exit.DENIED : Exit.CANNOT_RUN,
                    (denied ? "not allowed to invoke " : "cannot invoke ") + invoked + ": " + refused.getMessage());
        } catch (SdkException failed) {
            throw new OrderFailed(Exit.CANNOT_RUN, "cannot invoke " + invoked + ": " + failed.getMessage());
        }
    }
}
